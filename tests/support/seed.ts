import { configureGlobal, readConfigureGlobal } from 'fast-check'

const { SEED = '20241015' } = process.env

// The same random inputs every time, so that a change is judged by itself; SEED=new looks at others.
if (SEED !== 'new') configureGlobal({ ...readConfigureGlobal(), seed: Number(SEED) })

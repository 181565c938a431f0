import { copyFile, mkdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { build, stop } from 'esbuild'
import type { ServiceDeclaration } from '#shared/service/declaration.ts'

const projectRoot = join(import.meta.dirname, '..')

// Some dependencies are CommonJS inside and call `require` for built-in modules.
const banner = `import { createRequire as __createRequire } from 'node:module'
const require = __createRequire(import.meta.url)`

const copyAssets = async (root: string, folder: string, assets: ServiceDeclaration['assets']) => {
  const { resolve } = createRequire(join(root, 'package.json'))
  await Promise.all(
    Object.entries(assets).map(([fileName, module]) => copyFile(resolve(module), join(folder, fileName))),
  )
}

/** Builds `services/<name>/index.ts` of every declaration into `<outDir>/<name>/index.mjs`, its assets beside it. */
export const bundleServices = async (options: {
  readonly declarations: readonly Pick<ServiceDeclaration, 'name' | 'assets'>[]
  readonly outDir: string
  /** Folder that holds `services/` and `package.json`; the project itself when left out. */
  readonly root?: string
}): Promise<void> => {
  const { declarations, outDir, root = projectRoot } = options
  await build({
    absWorkingDir: root,
    entryPoints: declarations.map(({ name }) => ({ in: `services/${name}/index.ts`, out: `${name}/index` })),
    outdir: outDir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // The SDK's ESM build can be shaken; its `main` cannot.
    mainFields: ['module', 'main'],
    banner: { js: banner },
    minify: false,
    sourcemap: false,
    charset: 'utf8',
    logLevel: 'silent',
  })
  // Its compiler is a process of its own, which would otherwise live as long as this one.
  await stop()
  for (const { name, assets } of declarations) {
    await mkdir(join(outDir, name), { recursive: true })
    await copyAssets(root, join(outDir, name), assets)
  }
}

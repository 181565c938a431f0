import { KMSClient } from '@aws-sdk/client-kms'
import { kmsSealer } from '#shared/keys/sealer.ts'
import { readEnv } from '#shared/service/env.ts'
import { baseDeps, serve } from '#shared/service/serve.ts'
import { intakeService } from './handlers.ts'
import { objectStore, s3Client } from './objects.ts'

const env = readEnv(process.env)
const sealer = kmsSealer(new KMSClient({}), env.FIELD_KEY_ID)
const objects = objectStore(s3Client(), process.env.IMPORT_BUCKET ?? '')
const deps = { ...baseDeps(env), sealer, objects }
export const { http, inbox, relay, clock } = serve(intakeService, deps, env)

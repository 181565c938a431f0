import { getApplication } from './use-cases/get-application/query.ts'
import { getEntity } from './use-cases/get-entity/query.ts'
import { importTarget } from './use-cases/import-target/route.ts'
import { listDeclared } from './use-cases/list-declared/query.ts'
import { recordVisit } from './use-cases/record-visit/route.ts'
import { submitApplication } from './use-cases/submit-application/route.ts'

export const endpoints = [
  importTarget,
  recordVisit,
  submitApplication,
  getApplication,
  listDeclared,
  getEntity,
]

import type { Endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from './deps.ts'
import { answerSlip } from './use-cases/answer-slip/route.ts'
import { appoint } from './use-cases/appoint/appoint-route.ts'
import { endTerm } from './use-cases/appoint/end-route.ts'
import { listAppointments } from './use-cases/appoint/query.ts'
import { claimCase } from './use-cases/claim-case/claim-route.ts'
import { handOverCase } from './use-cases/claim-case/hand-over-route.ts'
import { coachingYield } from './use-cases/coaching-yield/query.ts'
import { listDelegations } from './use-cases/delegate/query.ts'
import { delegate } from './use-cases/delegate/route.ts'
import { draftList } from './use-cases/draft-list/route.ts'
import { listAccesses } from './use-cases/list-accesses/query.ts'
import { listCases } from './use-cases/list-cases/query.ts'
import { listRemovalTasks } from './use-cases/list-removal-tasks/query.ts'
import { listTrainings } from './use-cases/list-trainings/query.ts'
import { addBlocks } from './use-cases/manage-blocks/add-route.ts'
import { endBlock } from './use-cases/manage-blocks/end-route.ts'
import { listBlocks } from './use-cases/manage-blocks/query.ts'
import { openSlip } from './use-cases/open-slip/route.ts'
import { proveRow } from './use-cases/prove-row/query.ts'
import { answerFromAbove } from './use-cases/raise-slip/answer-route.ts'
import { raiseSlip } from './use-cases/raise-slip/raise-route.ts'
import { readBaskets } from './use-cases/read-baskets/query.ts'
import { readCase } from './use-cases/read-case/query.ts'
import { listCoachings } from './use-cases/read-coachings/list-query.ts'
import { readCoaching } from './use-cases/read-coachings/query.ts'
import { listDocuments, listOwnDocuments } from './use-cases/read-documents/list-query.ts'
import { readDocument } from './use-cases/read-documents/query.ts'
import { readList } from './use-cases/read-list/query.ts'
import { listMeetings } from './use-cases/read-meetings/list-query.ts'
import { readMeeting } from './use-cases/read-meetings/query.ts'
import { listOrganisations } from './use-cases/read-organisations/list-query.ts'
import { readOrganisation } from './use-cases/read-organisations/query.ts'
import { listOwnSlips, listSlips } from './use-cases/read-slips/list-query.ts'
import { readOwnSlip, readSlip } from './use-cases/read-slips/query.ts'
import { receiveDocument } from './use-cases/receive-document/route.ts'
import { recordMeeting } from './use-cases/record-meeting/route.ts'
import { recordTraining } from './use-cases/record-training/route.ts'
import { registerOrganisation } from './use-cases/register-organisation/route.ts'
import { releaseCase } from './use-cases/release-case/route.ts'
import { removeRow } from './use-cases/remove-row/route.ts'
import { reportDecision } from './use-cases/report-decision/route.ts'
import { requestFacts } from './use-cases/request-facts/route.ts'
import { sendDocument } from './use-cases/send-document/route.ts'
import { settleMisuse } from './use-cases/settle-misuse/route.ts'
import { exportBlocks } from './use-cases/share-blocks/export-query.ts'
import { importBlocks } from './use-cases/share-blocks/import-route.ts'
import { signList } from './use-cases/sign-list/route.ts'
import { supplyFacts } from './use-cases/supply-facts/route.ts'
import { confirmCase } from './use-cases/take-step/confirm-route.ts'
import { reviewCase } from './use-cases/take-step/review-route.ts'
import { changeClass } from './use-cases/work-coaching/class-route.ts'
import { takeMeasure } from './use-cases/work-coaching/measure-route.ts'
import { recordOutcome } from './use-cases/work-coaching/outcome-route.ts'

export const endpoints: readonly Endpoint<Deps>[] = [
  supplyFacts,
  listCases,
  readCase,
  reviewCase,
  confirmCase,
  claimCase,
  handOverCase,
  requestFacts,
  releaseCase,
  readBaskets,
  addBlocks,
  listBlocks,
  endBlock,
  exportBlocks,
  importBlocks,
  delegate,
  listDelegations,
  draftList,
  signList,
  readList,
  proveRow,
  removeRow,
  listRemovalTasks,
  settleMisuse,
  listCoachings,
  coachingYield,
  readCoaching,
  takeMeasure,
  changeClass,
  recordOutcome,
  openSlip,
  listSlips,
  readSlip,
  listOwnSlips,
  readOwnSlip,
  answerSlip,
  raiseSlip,
  answerFromAbove,
  registerOrganisation,
  listOrganisations,
  readOrganisation,
  appoint,
  endTerm,
  listAppointments,
  recordMeeting,
  listMeetings,
  readMeeting,
  reportDecision,
  recordTraining,
  listTrainings,
  sendDocument,
  listDocuments,
  listOwnDocuments,
  readDocument,
  receiveDocument,
  listAccesses,
]

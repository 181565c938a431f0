import * as z from 'zod'
import type { Referral } from '../../domain/referral.ts'
import type { Status } from '../../domain/transitions.ts'

export const contactSchema = z.object({
  disclosed: z.boolean().describe('是否已向本行披露；接收后披露，办结或召回后收回'),
  legalRepresentative: z.string().describe('法定代表人；未披露时脱敏'),
  phone: z.string().describe('联系电话；未披露时脱敏'),
})
export type Contact = z.infer<typeof contactSchema>

const sealedSchema = z.object({ legalRepresentative: z.string().optional(), phone: z.string().optional() })

const discloses: Record<Status, boolean> = {
  offered: false,
  accepted: true,
  contacted: true,
  'materials-missing': true,
  'materials-completed': true,
  granted: true,
  contracted: true,
  drawn: true,
  renewed: true,
  repaid: false,
  refused: false,
  'given-up': false,
  declined: false,
  withdrawn: false,
  recalled: false,
  'recalled-after-grant': false,
}

/** What is shown of the contact to whoever does not deal with the enterprise itself (A3, H3). */
export const maskedContactOf = ({ referral: { contact } }: Referral): Contact => ({
  disclosed: false,
  legalRepresentative: contact.maskedLegalRepresentative,
  phone: contact.maskedPhone,
})

/** Disclosure follows the state: a bank sees the person while it deals with the enterprise, not before or after (H3). */
export const contactOf = async (
  state: Referral,
  open: (sealed: string, uscc: string) => Promise<string>,
): Promise<Contact> => {
  const { uscc, contact } = state.referral
  if (!discloses[state.status] || contact.sealed === '') return maskedContactOf(state)
  const opened = sealedSchema.parse(JSON.parse(await open(contact.sealed, uscc)))
  return {
    disclosed: true,
    legalRepresentative: opened.legalRepresentative ?? '',
    phone: opened.phone ?? '',
  }
}

/** The classification as bundled: sections by letter, the section of each division, names by digits. */
export type IndustryTable = Readonly<{
  sections: Readonly<Record<string, string>>
  divisions: Readonly<Record<string, string>>
  names: Readonly<Record<string, string>>
}>

/** Reads `code,name` rows; no name of the standard holds a comma or a quote. */
export function industryTable(csv: string): IndustryTable {
  const sections: Record<string, string> = {}
  const divisions: Record<string, string> = {}
  const names: Record<string, string> = {}
  for (const line of csv.split(/\r?\n/).slice(1)) {
    const [, section = '', digits = '', name = ''] = /^([A-T])(\d{0,4}),(.+)$/.exec(line) ?? []
    if (section === '') continue
    if (digits === '') sections[section] = name
    else names[digits] = name
    if (digits.length === 2) divisions[digits] = section
  }
  return { sections, divisions, names }
}

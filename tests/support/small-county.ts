import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { enterprise } from './story.ts'

const registryHeader =
  '统一社会信用代码,名称,主体类型,行业代码,从业人员,营业收入(万元),资产总额(万元),区划代码,乡镇街道,登记状态,法定代表人,联系电话,数据来源'
const visitHeader =
  '统一社会信用代码,走访日期,走访方式,走访单位,走访人员,有无融资需求,需求金额(万元),期限(月),贷款用途,贷款类型,合规持续经营,固定经营场所,真实融资需求,信用状况良好,用途依法合规,意向银行,现有贷款银行,是否首贷,重点产业链,是否同意推送'

const banks = ['中国工商银行通川支行', '中国农业银行通川支行', '达州银行通川支行', '四川银行通川支行']

/** A county of so many enterprises as a folder of two sheets; each was visited and asks for its number in 万元. */
export const writeSmallCounty = async (folder: string, enterprises: number): Promise<string> => {
  await mkdir(folder, { recursive: true })
  const all = Array.from({ length: enterprises }, (_, index) => ({
    number: index + 1,
    ...enterprise(index + 1),
  }))
  const registry = all.map(
    ({ uscc, name }) => `${uscc},${name},企业,5211,12,500,300,511702,东城街道,存续,林某甲,19900000001,市监`,
  )
  const visits = all.map(({ uscc, number }) => {
    const [first, second] = [banks[number % 4], banks[(number + 1) % 4]]
    return `${uscc},2026-03-02,实地走访,东城街道办事处,走访员甲,有,${number},12,采购货物,流动资金贷款,是,是,是,是,是,${first}、${second},,是,,是`
  })
  await writeFile(join(folder, '名录.csv'), [registryHeader, ...registry].join('\n'))
  await writeFile(join(folder, '走访.csv'), [visitHeader, ...visits].join('\n'))
  return folder
}

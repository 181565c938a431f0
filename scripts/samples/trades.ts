import type { EntityKind } from '#shared/contracts/vocabulary.ts'

/** Largest figures of a small entity of the trade: staff, revenue and assets in 万元. */
export type Trade = {
  code: string
  word: string
  largest: readonly [number, number, number]
  purposes: readonly string[]
}

const stock = ['采购原材料', '补充流动资金', '备货周转']
const equipment = ['购置生产设备', '技术改造', '厂房维修']

const enterprise: Trade[] = [
  { code: 'C1311', word: '粮油', largest: [80, 1800, 1200], purposes: stock },
  { code: 'C1371', word: '蔬菜食品', largest: [60, 1500, 900], purposes: stock },
  { code: 'C1353', word: '肉制品', largest: [70, 1800, 1000], purposes: stock },
  { code: 'C1392', word: '豆制品', largest: [40, 900, 500], purposes: stock },
  { code: 'C1811', word: '服装', largest: [120, 1900, 800], purposes: equipment },
  { code: 'C2110', word: '家具', largest: [60, 1200, 900], purposes: equipment },
  { code: 'C2926', word: '塑料包装', largest: [50, 1500, 1100], purposes: equipment },
  { code: 'C3021', word: '水泥制品', largest: [60, 1900, 1500], purposes: stock },
  { code: 'C3311', word: '金属结构', largest: [80, 1900, 1600], purposes: equipment },
  { code: 'C3525', word: '模具', largest: [50, 1500, 1000], purposes: equipment },
  { code: 'E5011', word: '装饰工程', largest: [60, 3000, 2500], purposes: ['垫付工程材料款', '支付劳务费'] },
  { code: 'F5121', word: '粮油贸易', largest: [18, 4500, 1500], purposes: stock },
  { code: 'F5127', word: '酒业', largest: [18, 3500, 1500], purposes: stock },
  { code: 'F5212', word: '超市', largest: [48, 480, 300], purposes: stock },
  { code: 'F5251', word: '大药房', largest: [40, 450, 300], purposes: stock },
  { code: 'G5431', word: '运输', largest: [120, 2500, 1500], purposes: ['购置运输车辆', '支付燃油及过路费'] },
  { code: 'H6210', word: '餐饮管理', largest: [90, 1500, 600], purposes: ['门店装修', '补充流动资金'] },
  { code: 'I6513', word: '软件科技', largest: [80, 900, 400], purposes: ['研发投入', '支付技术人员工资'] },
  { code: 'L7251', word: '广告传媒', largest: [60, 900, 900], purposes: ['补充流动资金'] },
  { code: 'O8111', word: '汽车维修', largest: [60, 600, 400], purposes: ['购置检测设备', '采购配件'] },
]

const individual: Trade[] = [
  { code: 'F5221', word: '粮油店', largest: [9, 120, 60], purposes: stock },
  { code: 'F5223', word: '水果店', largest: [6, 90, 30], purposes: stock },
  { code: 'F5232', word: '服饰店', largest: [6, 100, 50], purposes: stock },
  { code: 'F5281', word: '五金经营部', largest: [8, 200, 120], purposes: stock },
  { code: 'F5283', word: '家具经营部', largest: [9, 200, 150], purposes: stock },
  { code: 'H6210', word: '餐馆', largest: [20, 180, 80], purposes: ['门店装修', '采购食材'] },
  { code: 'H6220', word: '小吃店', largest: [6, 60, 25], purposes: ['采购食材'] },
  { code: 'H6130', word: '民宿', largest: [8, 90, 150], purposes: ['客房改造'] },
  { code: 'O8040', word: '理发店', largest: [6, 50, 20], purposes: ['门店装修'] },
  { code: 'O8114', word: '电动车维修部', largest: [4, 60, 30], purposes: ['采购配件'] },
]

const cooperative: Trade[] = [
  { code: 'A0141', word: '蔬菜种植', largest: [40, 480, 400], purposes: ['购买种苗化肥', '大棚建设'] },
  { code: 'A0164', word: '茶叶种植', largest: [50, 480, 500], purposes: ['茶园管护', '收购鲜叶'] },
  { code: 'A0313', word: '生猪养殖', largest: [30, 490, 450], purposes: ['购买饲料', '圈舍改造'] },
  { code: 'A0412', word: '水产养殖', largest: [25, 400, 350], purposes: ['购买鱼苗饲料'] },
]

const farm: Trade[] = [
  { code: 'A0111', word: '稻谷', largest: [8, 150, 120], purposes: ['流转土地租金', '购买农机'] },
  { code: 'A0321', word: '禽业', largest: [8, 200, 150], purposes: ['购买饲料', '鸡舍建设'] },
  { code: 'A0171', word: '药材', largest: [10, 150, 120], purposes: ['购买种苗化肥'] },
]

export const trades: Readonly<Record<EntityKind, readonly Trade[]>> = {
  enterprise,
  'individual-business': individual,
  'farmers-cooperative': cooperative,
  'family-farm': farm,
}

/** Above the limits of 工业: 300 people and 20 million yuan are medium, 1,000 and 400 million large. */
export const larger = {
  medium: { staff: [320, 800], wanYuan: [3_000, 30_000] },
  large: { staff: [1_050, 1_600], wanYuan: [45_000, 90_000] },
} as const

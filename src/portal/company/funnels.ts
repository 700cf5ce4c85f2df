import { sampleSmartFunnel, sampleSmartType } from '../shelves/crm.ts';
import { made, type Made } from './made.ts';
import { invoiceFunnel } from './stock/funnels.ts';

export interface Stage {
  readonly id: string;
  readonly name: string;
  readonly color: string;
  /** P: in work, S: won, F: lost. */
  readonly semantics: 'P' | 'S' | 'F';
}

export interface Funnel {
  readonly id: number;
  readonly name: string;
  readonly stages: readonly Stage[];
}

function stage(id: string, name: string, color: string, semantics: 'P' | 'S' | 'F' = 'P'): Stage {
  return { id, name, color, semantics };
}

/** The three deal funnels of a sample company; stage ids of the added ones carry their funnel: `C1:NEW`. */
export const funnels: readonly Funnel[] = [
  {
    id: 0,
    name: 'Продажи',
    stages: [
      stage('NEW', 'Новая', '#39A8EF'),
      stage('PREPARATION', 'Подготовка документов', '#2FC6F6'),
      stage('PREPAYMENT_INVOICE', 'Счёт на предоплату', '#55D0E0'),
      stage('EXECUTING', 'В работе', '#47E4C2'),
      stage('FINAL_INVOICE', 'Финальный счёт', '#FFA900'),
      stage('WON', 'Сделка успешна', '#7BD500', 'S'),
      stage('LOSE', 'Сделка провалена', '#FF5752', 'F'),
      stage('APOLOGY', 'Анализ причины провала', '#FF5752', 'F'),
    ],
  },
  {
    id: 1,
    name: 'Сервис и ремонт',
    stages: [
      stage('C1:NEW', 'Заявка', '#39A8EF'),
      stage('C1:UC_VISIT', 'Выезд мастера', '#2FC6F6'),
      stage('C1:UC_PARTS', 'Ждём запчасти', '#FFA900'),
      stage('C1:WON', 'Починили', '#7BD500', 'S'),
      stage('C1:LOSE', 'Отказ', '#FF5752', 'F'),
    ],
  },
  {
    id: 2,
    name: 'Тендеры',
    stages: [
      stage('C2:NEW', 'Нашли', '#39A8EF'),
      stage('C2:UC_DOCS', 'Собираем документы', '#2FC6F6'),
      stage('C2:UC_BID', 'Заявка подана', '#55D0E0'),
      stage('C2:WON', 'Выиграли', '#7BD500', 'S'),
      stage('C2:LOSE', 'Проиграли', '#FF5752', 'F'),
    ],
  },
];

export const leadStages: readonly Stage[] = [
  stage('NEW', 'Не обработан', '#39A8EF'),
  stage('IN_PROCESS', 'В работе', '#2FC6F6'),
  stage('PROCESSED', 'Обработан', '#55D0E0'),
  stage('CONVERTED', 'Качественный лид', '#7BD500', 'S'),
  stage('JUNK', 'Некачественный лид', '#FF5752', 'F'),
];

const quoteStages: readonly Stage[] = [
  stage('DRAFT', 'Черновик', '#39A8EF'),
  stage('SENT', 'Отправлено клиенту', '#2FC6F6'),
  stage('APPROVED', 'Принято', '#7BD500', 'S'),
  stage('DECLAINED', 'Отклонено', '#FF5752', 'F'),
];

/** Stages of invoices and smart processes carry type and funnel. */
function smartStages(entityTypeId: number, funnel: number): readonly Stage[] {
  const prefix = `DT${entityTypeId}_${funnel}:`;
  return [
    stage(`${prefix}NEW`, 'Начало', '#22B9FF'),
    stage(`${prefix}PREPARATION`, 'Подготовка', '#88B9FF'),
    stage(`${prefix}CLIENT`, 'Согласование', '#10E5FC'),
    stage(`${prefix}SUCCESS`, 'Успех', '#00FF00', 'S'),
    stage(`${prefix}FAIL`, 'Провал', '#FF0000', 'F'),
  ];
}

/** Funnels of invoices and of the sample company's smart process: type and number. */
const otherFunnels: readonly (readonly [entityTypeId: number, id: number])[] = [
  [31, invoiceFunnel],
  [sampleSmartType, sampleSmartFunnel],
];

export const sources = ['CALL', 'EMAIL', 'WEB', 'ADVERTISING', 'PARTNER', 'RECOMMENDATION', 'TRADE_SHOW', 'CALLBACK'];

const dictionaries: readonly (readonly [entity: string, values: readonly (readonly [id: string, name: string])[]])[] = [
  [
    'SOURCE',
    [
      ['CALL', 'Звонок'],
      ['EMAIL', 'Электронная почта'],
      ['WEB', 'Сайт'],
      ['ADVERTISING', 'Реклама'],
      ['PARTNER', 'Существующий клиент'],
      ['RECOMMENDATION', 'По рекомендации'],
      ['TRADE_SHOW', 'Выставка'],
      ['CALLBACK', 'Обратный звонок'],
    ],
  ],
  [
    'CONTACT_TYPE',
    [
      ['CLIENT', 'Клиенты'],
      ['SUPPLIER', 'Поставщики'],
      ['PARTNER', 'Партнёры'],
    ],
  ],
  [
    'COMPANY_TYPE',
    [
      ['CUSTOMER', 'Клиент'],
      ['SUPPLIER', 'Поставщик'],
      ['PARTNER', 'Партнёр'],
      ['COMPETITOR', 'Конкурент'],
    ],
  ],
  [
    'DEAL_TYPE',
    [
      ['SALE', 'Продажа'],
      ['COMPLEX', 'Комплексная продажа'],
      ['SERVICE', 'Услуга'],
    ],
  ],
  [
    'INDUSTRY',
    [
      ['IT', 'Информационные технологии'],
      ['MANUFACTURING', 'Производство'],
      ['TRADE', 'Торговля'],
      ['OTHER', 'Другое'],
    ],
  ],
];

export function* funnelRows(): Generator<Made> {
  for (const [at, funnel] of funnels.entries()) {
    yield made('category', {
      id: funnel.id,
      name: funnel.name,
      sort: (at + 1) * 100,
      entityTypeId: 2,
      isDefault: funnel.id === 0 ? 'Y' : 'N',
      originId: '',
      originatorId: '',
    });
  }
  for (const [entityTypeId, id] of otherFunnels) {
    yield made('category', { id, name: 'Общая', sort: 500, entityTypeId, isDefault: 'Y' });
  }
  let id = 101;
  const stageLists: readonly (readonly [string, string | null, readonly Stage[]])[] = [
    ['STATUS', null, leadStages],
    ...funnels.map(
      (funnel) =>
        [
          funnel.id === 0 ? 'DEAL_STAGE' : `DEAL_STAGE_${funnel.id}`,
          funnel.id === 0 ? null : String(funnel.id),
          funnel.stages,
        ] as const,
    ),
    ['QUOTE_STATUS', null, quoteStages],
    [`SMART_INVOICE_STAGE_${invoiceFunnel}`, String(invoiceFunnel), smartStages(31, invoiceFunnel)],
    [
      `DYNAMIC_${sampleSmartType}_STAGE_${sampleSmartFunnel}`,
      String(sampleSmartFunnel),
      smartStages(sampleSmartType, sampleSmartFunnel),
    ],
  ];
  for (const [entity, category, stages] of stageLists) {
    for (const [at, each] of stages.entries()) {
      yield made('status', stageRow(id, entity, category, each, at));
      id += 2;
    }
  }
  for (const [entity, values] of dictionaries) {
    for (const [at, [statusId, name]] of values.entries()) {
      yield made('status', {
        ID: String(id),
        ENTITY_ID: entity,
        STATUS_ID: statusId,
        NAME: name,
        NAME_INIT: at === 0 ? name : '',
        SORT: String((at + 1) * 10),
        SYSTEM: at === 0 ? 'Y' : 'N',
        CATEGORY_ID: null,
        COLOR: null,
        SEMANTICS: null,
      });
      id += 2;
    }
  }
}

function stageRow(id: number, entity: string, category: string | null, each: Stage, at: number): Made['row'] {
  const system = /(?:^|:)(?:NEW|WON|LOSE|CONVERTED|JUNK|SUCCESS|FAIL|DRAFT|APPROVED)$/u.test(each.id);
  return {
    ID: String(id),
    ENTITY_ID: entity,
    STATUS_ID: each.id,
    NAME: each.name,
    NAME_INIT: system ? each.name : '',
    SORT: String((at + 1) * 10),
    SYSTEM: system ? 'Y' : 'N',
    CATEGORY_ID: category,
    COLOR: each.color,
    SEMANTICS: each.semantics === 'P' ? null : each.semantics,
  };
}

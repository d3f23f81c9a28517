/** What the golden events of figures mean: definitions of the ledger's own, a price index, publications. */
import type { DefinitionEvent } from '#domain/definition/events';
import type { PriceIndexEvent } from '#domain/price-index/events';
import type { PublicationEvent } from '#domain/publication/events';

const LECCO = 'b26e9590-2d6e-5653-8959-416e23bae35f';

/** By file name, in an order in which a ledger can have written them. */
export const EXPECTED_OF_FIGURES: Readonly<
  Record<string, DefinitionEvent | PriceIndexEvent | PublicationEvent>
> = {
  'DefinitionProposed.1.json': {
    type: 'DefinitionProposed',
    data: {
      code: 'ES-1',
      version: 1,
      validFrom: '2026-01-01',
      terms: {
        name: {
          it: 'Apporti privati per euro comunale (inventata)',
          en: 'Private contributions per municipal euro (invented)',
        },
        kind: 'RATIO',
        formula: '(T + F) / P del Comune',
        source: 'Delibera di Giunta n. 14 del 29/01/2026, esempio',
        numerator: { sides: ['T', 'F'], origins: null, call: null },
        denominator: { sides: ['PUBLIC'], origins: ['MUNICIPALITY'], call: null },
        form: 'perEuro',
        decimals: 4,
        emptyBase: 'NO_PUBLIC_BASE',
        applies: null,
      },
    },
  },
  'DefinitionAdopted.1.json': {
    type: 'DefinitionAdopted',
    data: { version: 1, act: 'det. n. 40 del 05/03/2026', closes: null },
  },
  'DefinitionRetired.1.json': {
    type: 'DefinitionRetired',
    data: { version: 1, validTo: '2026-12-31', reason: 'Dal 2027 vale la definizione regionale' },
  },
  'DefinitionProposed.1.next.json': {
    type: 'DefinitionProposed',
    data: {
      code: 'ES-2',
      version: 2,
      validFrom: '2026-07-01',
      terms: {
        name: { it: 'Fonti proprie nei bandi (inventata)', en: 'Own sources in calls (invented)' },
        kind: 'RATIO',
        formula: 'T sui bandi con quota propria / P',
        source: 'Delibera di Giunta n. 15 del 29/01/2026, esempio',
        numerator: { sides: ['T'], origins: ['THIRD_SECTOR'], call: 'CHALLENGE' },
        denominator: { sides: ['PUBLIC', 'PUBLIC_HEALTH'], origins: null, call: null },
        form: 'percent',
        decimals: 2,
        emptyBase: 'NO_PUBLIC_BASE',
        applies: 'T',
      },
    },
  },
  'DefinitionAdopted.1.next.json': {
    type: 'DefinitionAdopted',
    data: { version: 2, act: null, closes: { version: 1, validTo: '2026-06-30' } },
  },
  'PriceIndexPublished.1.json': {
    type: 'PriceIndexPublished',
    data: {
      series: 'FOI-XT',
      title: 'Prezzi al consumo per le famiglie di operai e impiegati, senza tabacchi',
      base: '2015=100',
      source: 'ISTAT, indici nazionali FOI',
      url: 'https://istat.example/foi',
      points: [
        { period: '2021-01', value: '102.9' },
        { period: '2022-05', value: '110.6' },
        { period: '2025', value: '120' },
      ],
      justification: null,
    },
  },
  'PriceIndexPublished.1.restating.json': {
    type: 'PriceIndexPublished',
    data: {
      series: 'FOI-XT',
      title: 'Prezzi al consumo per le famiglie di operai e impiegati, senza tabacchi',
      base: '2015=100',
      source: 'ISTAT, nota di rettifica (inventata)',
      url: null,
      points: [
        { period: '2024-10', value: '120.1' },
        { period: '2025', value: '121.25' },
      ],
      justification: { reason: 'SOURCE_CHANGED', reference: 'Nota del 02/03/2026, esempio' },
    },
  },
  'FigurePublished.1.json': {
    type: 'FigurePublished',
    data: {
      number: 1,
      title: 'Dieci anni di coprogettazione',
      text: 'Altri 9 milioni di euro, circa il 22 % in più',
      figure: {
        question: {
          partnership: LECCO,
          chain: false,
          definition: 'L1',
          version: 1,
          basis: 'committed',
          view: 'economic',
          scope: 'broad',
          prices: null,
          filters: {},
          excluded: {},
          effectiveAsOf: '2018-12-31',
          position: '12',
        },
        definition: {
          id: 'L1',
          version: 1,
          name: { it: 'Leva: aumento del budget pubblico', en: 'Leverage: increase of the public budget' },
          kind: 'RATIO',
          formula: '(T + F) / P',
          source: 'Statement of the Municipality of Lecco on ten years of co-design, December 2018',
          numerator: { sides: ['T', 'F', 'ATTRACTED'], origins: null, call: null },
          denominator: { sides: ['PUBLIC', 'PUBLIC_HEALTH'], origins: null, call: null },
          form: 'percent',
          decimals: 2,
          emptyBase: 'NO_PUBLIC_BASE',
          applies: null,
        },
        // 9,000,000.00 / 40,909,090.91 = 0.21999999999511111…
        value: '0.2199999999951111',
        reason: null,
        display: { form: 'percent', text: '22', approximate: true },
        numerator: { amount: '9000000.00', currency: 'EUR' },
        denominator: { amount: '40909090.91', currency: 'EUR' },
        coverage: { share: '1.0000', unresolved: { amount: '0.00', currency: 'EUR' } },
        exclusions: [{ code: 'USERS_FEES', amount: { amount: '1250.00', currency: 'EUR' } }],
        assumedDating: true,
      },
      digest: '65778b9d1f50b91dfa9c9366ae8d51cbeeb23b1afe61bc6966343b49439273ad',
      replaces: null,
    },
  },
  'FigurePublished.1.undefined.json': {
    type: 'FigurePublished',
    data: {
      number: 2,
      title: 'Effetto leva UE',
      text: 'Nel partenariato non c’è finanza rimborsabile: l’indicatore non si applica',
      figure: {
        question: {
          partnership: LECCO,
          chain: true,
          definition: 'L3',
          version: 1,
          basis: 'paid',
          view: 'cashOnly',
          scope: 'strict',
          prices: { series: 'FOI-XT', of: '2025' },
          filters: { area: ['ANZ', 'FAM'], year: ['2017', '2018'] },
          excluded: { kind: ['VOLUNTEER_TIME'] },
          effectiveAsOf: '2018-12-31',
          position: '14',
        },
        definition: {
          id: 'L3',
          version: 1,
          name: { it: 'Effetto leva UE', en: 'EU leverage effect' },
          kind: 'RATIO',
          formula: 'repayable finance / P of the Union',
          source: 'Reg. (EU, Euratom) 2024/2509 art. 2',
          numerator: { sides: ['FINANCING'], origins: null, call: null },
          denominator: { sides: ['PUBLIC', 'PUBLIC_HEALTH'], origins: ['EU'], call: null },
          form: 'multiple',
          decimals: 2,
          emptyBase: 'NO_PUBLIC_BASE',
          applies: 'FINANCING',
        },
        value: null,
        reason: 'NOT_APPLICABLE',
        display: null,
        numerator: { amount: '0.00', currency: 'EUR' },
        denominator: { amount: '0.00', currency: 'EUR' },
        coverage: { share: null, unresolved: { amount: '0.00', currency: 'EUR' } },
        exclusions: [],
        assumedDating: false,
      },
      digest: '827612259e8b3ab35b686bdfe0afb083da529032c39786aba41b8701c359662e',
      replaces: 1,
    },
  },
  'PublicationWithdrawn.1.json': {
    type: 'PublicationWithdrawn',
    data: { number: 1, reason: 'Il periodo era indicato male' },
  },
};

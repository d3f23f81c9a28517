/**
 * Controls: rules that compare a value with a limit when something is entered or verified. Each is an entry of one
 * table with its text and source; its result is stored in the event, passed or not, so that an auditor sees what was
 * looked at. What blocks is refused; what needs a reason is refused until one is given; a warning stands in the event.
 */
import { reject, type Rejection } from '../rejections.ts';

export interface Control {
  readonly version: number;
  readonly rule: { readonly it: string; readonly en: string };
  readonly source: string;
  /** What happens when it is not met. */
  readonly outcome: 'BLOCKS' | 'WARNS' | 'NEEDS_REASON';
}

const CONTROL_TABLE = {
  HOURS_CEILING: {
    version: 1,
    rule: {
      it: 'Le ore di una persona in un anno non superano quelle del divisore della tariffa',
      en: 'The hours of one person in one year stay within the hours of the divisor of the rate',
    },
    source: 'Reg. (EU) 2021/1060 art. 55(3)',
    outcome: 'BLOCKS',
  },
  HOURS_PER_DAY: {
    version: 1,
    rule: {
      it: 'Una persona non dà più di 24 ore al giorno',
      en: 'One person gives at most 24 hours a day',
    },
    source: 'DM 5/3/2020, glossary: hours actually given',
    outcome: 'BLOCKS',
  },
  SAME_HOURS: {
    version: 1,
    rule: {
      it: 'Le ore della stessa persona negli stessi giorni non sono già in un altro apporto',
      en: 'Hours of the same person on the same days are not in another contribution already',
    },
    source: 'Reg. (EU) 2021/1060 art. 63(9), no double funding',
    outcome: 'NEEDS_REASON',
  },
  DOCUMENT_SHARE: {
    version: 1,
    rule: {
      it: 'Le quote chieste su uno stesso documento non superano il 100 %',
      en: 'The shares claimed of one document stay within 100 %',
    },
    source: 'Reg. (EU) 2021/1060 art. 63(9), no double funding',
    outcome: 'BLOCKS',
  },
  SAME_INVOICE: {
    version: 1,
    rule: {
      it: 'Le quote chieste su una stessa fattura non superano il 100 %, anche con file diversi',
      en: 'The shares claimed of one invoice stay within 100 %, also under other files',
    },
    source: 'Reg. (EU) 2021/1060 art. 63(9), no double funding',
    outcome: 'BLOCKS',
  },
  PUBLIC_LADDER: {
    version: 1,
    rule: {
      it: 'La spesa pubblica sale dall’impegno; ciò che entra già reso o pagato è storia, ripresa così com’è',
      en: 'Public spending climbs from its commitment; what enters above it is history, taken over as it stands',
    },
    source: 'D.Lgs. 267/2000 arts. 183-185',
    outcome: 'WARNS',
  },
  PLAUSIBLE_RATE: {
    version: 1,
    rule: {
      it: 'Il costo orario sta fra i minimi e i massimi delle tabelle ministeriali del suo giorno',
      en: 'The hourly cost lies within the ministerial tables of its day',
    },
    source: 'DD MLPS 30/2024 and its updates, social cooperatives',
    outcome: 'WARNS',
  },
  ELIGIBILITY_WINDOW: {
    version: 1,
    rule: {
      it: 'Le date stanno nella durata della convenzione',
      en: 'The dates lie within the validity of the convention',
    },
    source: 'Reg. (EU) 2021/1060 art. 63(2); the convention',
    outcome: 'WARNS',
  },
  EVIDENCE_PRESENT: {
    version: 1,
    rule: { it: 'C’è almeno un giustificativo', en: 'There is at least one supporting document' },
    source: 'D.Lgs. 267/2000 art. 184; Corte dei conti, Calabria 77/2021',
    outcome: 'NEEDS_REASON',
  },
  IN_KIND_CEILING: {
    version: 1,
    rule: {
      it: 'Il sostegno pubblico non supera la spesa ammissibile meno gli apporti in natura',
      en: 'Public support stays within the eligible expenditure less what was given in kind',
    },
    source: 'Reg. (EU) 2021/1060 art. 67(1)(a)',
    outcome: 'BLOCKS',
  },
  COST_CAP: {
    version: 1,
    rule: {
      it: 'Le risorse pubbliche, anche non monetarie, non superano i costi',
      en: 'Public resources, in kind included, stay within the costs',
    },
    source: 'D.Lgs. 201/2022 art. 18',
    outcome: 'BLOCKS',
  },
  REQUIRED_SHARE: {
    version: 1,
    rule: {
      it: 'La quota del Terzo settore raggiunge quella che la convenzione chiede',
      en: 'The share of the Third Sector reaches what the convention asks',
    },
    source: 'The convention, where it sets one',
    outcome: 'WARNS',
  },
} as const satisfies Readonly<Record<string, Control>>;

export type ControlCode = keyof typeof CONTROL_TABLE;
/** Controls that can stop a command: each is a refusal of its own name. */
type Stopping = {
  [Code in ControlCode]: (typeof CONTROL_TABLE)[Code]['outcome'] extends 'WARNS' ? never : Code;
}[ControlCode];
export const CONTROLS: Readonly<Record<ControlCode, Control>> = CONTROL_TABLE;
export const CONTROL_CODES = Object.keys(CONTROL_TABLE) as readonly ControlCode[];

/** What a control compared, as texts: an amount, a count, a share. */
export interface Finding {
  readonly control: ControlCode;
  readonly met: boolean;
  readonly value: string;
  readonly limit: string;
}

/** A finding as it is stored. `REASONED`: not met, and accepted for the reason that was given. */
export interface ControlResult {
  readonly control: ControlCode;
  readonly version: number;
  readonly value: string;
  readonly limit: string;
  readonly outcome: 'PASSED' | 'WARNED' | 'REASONED';
  readonly reason: string | null;
}

export type Reasons = Readonly<Partial<Record<ControlCode, string>>>;

/** The results to store, or the first finding that stops the command. Reasons nobody asked for are left out. */
export function concluded(findings: readonly Finding[], reasons: Reasons): ControlResult[] | Rejection {
  const results: ControlResult[] = [];
  for (const { control, met, value, limit } of findings) {
    const { version, outcome, source } = CONTROLS[control];
    const common = { control, version, value, limit };
    const reason = reasons[control] ?? null;
    if (met) results.push({ ...common, outcome: 'PASSED', reason: null });
    else if (outcome === 'BLOCKS') return reject(control as Stopping, undefined, { value, limit, source });
    else if (reason !== null) results.push({ ...common, outcome: 'REASONED', reason });
    else if (outcome === 'WARNS') results.push({ ...common, outcome: 'WARNED', reason: null });
    else return reject(control as Stopping, `/reasons/${control}`, { value, limit, source });
  }
  return results;
}

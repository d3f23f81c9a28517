/** JSON Schemas of transfers, of the years of a partnership, of the controls and what slipped past them. */
import { CONTROL_CODES } from '#domain/controls/controls';
import { CHECKLIST_ITEMS, CHECKLIST_OUTCOMES } from '#domain/period/events';
import {
  count,
  countOrNull,
  date,
  dateOrNull,
  id,
  idOrNull,
  list,
  object,
  oneOf,
  orNull,
  page,
  position,
  ref,
  text,
  textOrNull,
  type Schema,
} from './schema.ts';

const PHASES = ['OPEN', 'CLOSING', 'CLOSED'] as const;
const year: Schema = { type: 'integer', format: 'int32', minimum: 1000, maximum: 2999 };

const calendarEntry = object({
  event: id,
  type: text,
  position,
  recorded: { type: 'string', format: 'date-time' },
  actor: object({ id: text, role: text, org: idOrNull }),
  reason: textOrNull,
  checklist: list(
    object({ item: oneOf(CHECKLIST_ITEMS), outcome: oneOf(CHECKLIST_OUTCOMES), note: textOrNull }),
  ),
  closedOn: orNull(object({ position, streams: count, digest: text })),
});

export const LEDGER_SCHEMAS: Readonly<Record<string, Schema>> = {
  Transfer: object({
    id,
    revision: count,
    partnership: id,
    from: id,
    to: id,
    amount: ref('Money'),
    fundedBy: list(object({ contribution: id, amount: ref('Money') })),
    effectiveOn: date,
    lateFor: orNull(ref('Span')),
    act: textOrNull,
    status: oneOf(['RECORDED', 'REVERSED']),
    reversedOn: dateOrNull,
  }),
  TransferPage: page(ref('Transfer')),
  Calendar: object({
    partnership: id,
    revision: {
      type: 'integer',
      format: 'int32',
      minimum: -1,
      description: '-1 while nothing is written in it',
    },
    years: list(object({ year, phase: oneOf(PHASES), history: list(calendarEntry) })),
  }),
  Checklist: object({
    partnership: id,
    year,
    phase: oneOf(PHASES),
    items: list(
      object({
        item: oneOf(CHECKLIST_ITEMS),
        open: { ...countOrNull, description: 'Null where only people can tell' },
      }),
    ),
  }),
  ControlPage: page(
    object({
      code: oneOf(CONTROL_CODES),
      version: count,
      rule: object({ it: text, en: text }),
      source: text,
      outcome: oneOf(['BLOCKS', 'WARNS', 'NEEDS_REASON']),
    }),
  ),
  FindingPage: page(
    object({
      position,
      event: id,
      stream: text,
      partnership: id,
      code: { ...text, description: 'The refusal that the event would have met' },
      detail: { type: 'object', additionalProperties: text },
    }),
  ),
};

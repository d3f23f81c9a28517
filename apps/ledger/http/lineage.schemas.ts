/** JSON Schemas of where figures come from and why they changed. */
import { RESOURCE_KINDS } from '#domain/contribution/events';
import { ASSET_UNITS } from '#domain/contribution/resources';
import { RUNGS } from '#domain/contribution/ladder';
import { CAUSES } from '#domain/figures/causes';
import { CHANGE_CAUSES } from '#domain/figures/difference';
import { LEFT_OUT_REASONS, PLACES } from '#domain/figures/place';
import { ORIGIN_CLASSES, SIDES } from '#domain/funding-source/origins';
import { TERMS } from '#read-models/figures/lineage/lineage';
import {
  count,
  id,
  idOrNull,
  list,
  object,
  oneOf,
  orNull,
  position,
  ref,
  text,
  textOrNull,
  type Schema,
} from './schema.ts';

const side = oneOf([...SIDES, 'ATTRACTED']);
const year: Schema = { type: 'integer', format: 'int32', minimum: 1000, maximum: 2999 };
const instant: Schema = { type: 'string', format: 'date-time' };
const terms = { numerator: ref('Money'), denominator: ref('Money') };

const leaf = object({
  position,
  eventId: id,
  type: text,
  recorded: instant,
  actor: { ...text, description: 'Account that recorded the event' },
  cause: oneOf(CAUSES),
  contribution: { ...id, description: 'Or the partnership whose public base was implied' },
  bringer: idOrNull,
  kind: oneOf(RESOURCE_KINDS),
  side,
  origin: oneOf([...ORIGIN_CLASSES, 'PASSED_ON', 'PRICE']),
  stage: oneOf(RUNGS),
  year,
  term: { ...oneOf(PLACES), description: 'Where in the ratio it stands' },
  reason: { enum: [...LEFT_OUT_REASONS, null], description: 'Why it stands nowhere' },
  /** Signed: a reversal is a leaf of its own. */
  amount: ref('Money'),
  quantity: { ...textOrNull, description: 'Signed, of what has no value yet; null for money' },
  unit: { enum: ['MINUTE', ...ASSET_UNITS, null] },
  evidence: list(object({ reference: text, sha256: text, type: text })),
});

const leaves = object({
  items: list(leaf),
  nextCursor: textOrNull,
  count: { ...count, description: 'Leaves on all pages' },
  others: orNull({
    ...object({ numerator: orNull(ref('Money')), denominator: orNull(ref('Money')), leaves: count }),
    description:
      'What leaves that this account does not see add up to; null of a term that was not asked for',
  }),
});

const changeSum = { ...terms, events: count };

export const LINEAGE_SCHEMAS: Readonly<Record<string, Schema>> = {
  Lineage: object({
    figure: ref('Figure'),
    terms: list(
      object({
        term: oneOf(TERMS),
        sides: list(side),
        amount: ref('Money'),
        groups: list(object({ key: object({ side, year }), amount: ref('Money'), leaves: count })),
      }),
    ),
    leaves: orNull({ ...leaves, description: 'Null for whoever may not see single events' }),
  }),
  Difference: object({
    from: ref('Figure'),
    to: ref('Figure'),
    change: object({
      value: { ...textOrNull, description: 'Of the ratio, with 16 decimals; null where one is undefined' },
      ...terms,
    }),
    causes: list(object({ cause: oneOf(CHANGE_CAUSES), ...changeSum })),
    people: orNull(list(object({ actor: textOrNull, ...changeSum }))),
    items: orNull(
      list(
        object({
          position: orNull(position),
          eventId: idOrNull,
          type: textOrNull,
          recorded: orNull(instant),
          actor: textOrNull,
          cause: oneOf(CHANGE_CAUSES),
          contribution: idOrNull,
          ...terms,
        }),
      ),
    ),
    others: orNull({
      ...object(changeSum),
      description: 'What changes that this account does not see add up to',
    }),
    nextCursor: textOrNull,
  }),
};

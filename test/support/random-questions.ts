/** Questions by chance about a random history: of every basis, view, filter and group, at days where answers change. */
import fc from 'fast-check';
import { BASES, SCOPES, VIEWS } from '#domain/figures/definitions';
import {
  DIMENSIONS,
  type Dimension,
  type Filters,
  type Selection,
} from '#read-models/figures/question/question';
import type { Happening } from './history.ts';
import {
  AREAS,
  BODIES,
  CLASSES,
  FUNDS,
  PARTNERSHIPS,
  PLACES,
  dateOfDay,
  dayOfDate,
} from './random-history.ts';

const NOT_STATED = 'NOT_STATED';
/** Values that random histories know, of each dimension. */
const VALUES: Readonly<Record<Dimension, readonly string[]>> = {
  partnership: PARTNERSHIPS,
  sizeClass: [NOT_STATED, ...CLASSES],
  side: ['PUBLIC', 'PUBLIC_HEALTH', 'T', 'F', 'O', 'U', 'FINANCING', 'UNRESOLVED', 'PASSED_ON', 'ATTRACTED'],
  origin: ['EU', 'STATE', 'REGION', 'MUNICIPALITY', 'PUBLIC_UNSPECIFIED', 'THIRD_SECTOR', 'FOUNDATION'],
  kind: ['CASH', 'PAID_STAFF', 'VOLUNTEER_TIME', 'ASSET_USE'],
  stage: ['PLEDGED', 'COMMITTED', 'DELIVERED', 'PAID', 'VERIFIED'],
  grade: ['A', 'B', 'C', 'D'],
  word: ['NONE', 'CONFIRMED', 'CONTESTED'],
  year: ['2019', '2020', '2021', '2022', '2023', '2024'],
  payer: [NOT_STATED, ...BODIES],
  bringer: [NOT_STATED, ...BODIES],
  receiver: [NOT_STATED, ...BODIES],
  source: [NOT_STATED, 's0', 's1', 's2'],
  fund: [NOT_STATED, ...FUNDS],
  area: [NOT_STATED, ...AREAS],
  municipality: [NOT_STATED, ...PLACES],
};

const dimension = fc.constantFrom(...DIMENSIONS);
export const filter: fc.Arbitrary<Filters> = dimension.chain((each) =>
  fc
    .subarray([...VALUES[each]], { minLength: Math.ceil(VALUES[each].length / 3) })
    .map((values): Filters => ({ [each]: values })),
);
const filters = fc
  .array(filter, { minLength: 1, maxLength: 2 })
  .map((each): Filters => Object.assign({}, ...each));
export const groupBy = fc.uniqueArray(dimension, { maxLength: 2 });

export const asked = fc.noBias(
  fc.record({
    where: fc.constantFrom(0, 0, 1, 2),
    chain: fc.boolean(),
    moment: fc.oneof(fc.constant(-1), fc.constant(-1), fc.nat()),
    day: fc.nat(),
    shift: fc.constantFrom(-1, 0, 1, 17, 100_000, 100_000),
    basis: fc.constantFrom(...BASES, 'pledged', 'committed'),
    view: fc.constantFrom(...VIEWS),
    scope: fc.constantFrom(...SCOPES, 'broad'),
    only: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: filters }),
    without: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: filter }),
    groupBy,
  }),
);
export type Asked = typeof asked extends fc.Arbitrary<infer A> ? A : never;

/** The days on which something begins, ends or is undone: where an answer can change. */
function turningDays(happenings: readonly Happening[]): number[] {
  const days = happenings.flatMap(({ event }) => {
    if (event.type === 'PublicBaseImplied') return within(event.data);
    if ('effectiveOn' in event.data) return event.data.effectiveOn ? [dayOfDate(event.data.effectiveOn)] : [];
    if ('effective' in event.data) return within(event.data.effective);
    return 'statement' in event.data ? within(event.data.statement.effective) : [];
  });
  return [...days, dayOfDate('2021-06-30')];
}

/** The ends of a span and some days in between. */
function within({ from, to }: { from: string; to: string }): number[] {
  const [first, last] = [dayOfDate(from), dayOfDate(to)];
  return [0, 1, 2, 3].map((third) => first + Math.floor(((last - first) * third) / 3));
}

export function questionOf(one: Asked, happenings: readonly Happening[]): Selection & Pick<Asked, 'groupBy'> {
  const days = turningDays(happenings);
  const day = Math.min((days[one.day % days.length] ?? 0) + one.shift, dayOfDate('2199-12-31'));
  const { basis, view, scope, chain, only, without } = one;
  return {
    ...{ basis, view, scope, chain, only, without, groupBy: one.groupBy },
    partnership: PARTNERSHIPS[one.where] ?? '',
    effectiveAsOf: dateOfDay(day),
    position: BigInt(one.moment < 0 ? happenings.length : one.moment % (happenings.length + 1)),
  };
}

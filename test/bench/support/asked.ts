/** Questions as people ask them of the big ledger, by chance but the same in every run. */
import { dateOf } from '#domain/calendar';
import { USERS_AREAS } from '#domain/contribution/events';
import { BASES, SCOPES, USUAL_FIGURES, VIEWS } from '#domain/figures/definitions';
import { DIMENSIONS, type FigureQuestion, type Filters } from '#read-models/figures/question/question';
import { FIRST_DAY, LAST_DAY, MUNICIPALITIES } from './contributions.ts';
import type { Random } from './random.ts';
import type { Registry } from './registry.ts';

export function randomQuestion(
  random: Random,
  registry: Registry,
  partnerships: readonly string[],
  head: bigint,
): FigureQuestion {
  return {
    partnership: random.pick(partnerships),
    definitions: [random.pick(USUAL_FIGURES)],
    basis: random.pick(BASES),
    view: random.pick(VIEWS),
    scope: random.pick(SCOPES),
    effectiveAsOf: dateOf(random.whole(FIRST_DAY, LAST_DAY)),
    position: BigInt(random.whole(1, Number(head))),
    only: filters(random, registry),
    ...(random.chance(0.5) ? { groupBy: [random.pick(DIMENSIONS)] } : {}),
  };
}

function filters(random: Random, registry: Registry): Filters {
  const dice = random.whole(0, 9);
  if (dice === 0) return { bringer: [random.pick([...registry.partners, ...registry.publicBodies])] };
  if (dice === 1) return { year: [String(random.whole(2014, 2025))] };
  if (dice === 2) return { municipality: [random.pick(MUNICIPALITIES)] };
  if (dice === 3) return { kind: ['CASH', 'PAID_STAFF'], area: [random.pick(USERS_AREAS)] };
  return {};
}

export function timed(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

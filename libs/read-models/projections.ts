import { claimsProjection } from './claims/projection.ts';
import { contributionsProjection } from './contributions/projection.ts';
import { directoryProjection } from './directory/projection.ts';
import { figuresProjection } from './figures/fold/projection.ts';
import type { Projection } from './runtime/projection.ts';

/** Every read model of the ledger. */
export const PROJECTIONS: readonly Projection[] = [
  directoryProjection,
  contributionsProjection,
  claimsProjection,
  figuresProjection,
];

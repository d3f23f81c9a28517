/** What the service answers, taken from its published description (`npm run api` writes `schema.d.ts` anew). */
import type { components } from './schema.d.ts';

export type { paths } from './schema.d.ts';

type Schemas = components['schemas'];

export type Money = Schemas['Money'];
export type Display = Schemas['Display'];
export type Partnership = Schemas['Partnership'];
export type ImpliedPublicBase = Schemas['ImpliedPublicBase'];
export type BaseSource = ImpliedPublicBase['source'];
export type Figure = Schemas['Figure'];
export type FigureList = Schemas['FigurePage'];
export type YearGroup = Figure['groups'][number];
export type Ratio = Pick<Figure, 'value' | 'reason' | 'display' | 'numerator' | 'denominator'>;
export type Numerator = Figure['numerator'];
export type Denominator = Figure['denominator'];
export type FigurePart = Numerator['parts'][number];
export type Problem = Partial<Schemas['Problem']>;

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
export type FigureGroup = Figure['groups'][number];
export type Ratio = Pick<Figure, 'value' | 'reason' | 'display' | 'numerator' | 'denominator' | 'valuedOnly'>;
export type FigurePart = Figure['numerator']['parts'][number];
export type BandStep = Figure['band']['steps'][number];
export type Unvalued = Figure['unvalued'][number];
export type Lineage = Schemas['Lineage'];
export type LineageTerm = Lineage['terms'][number];
export type LineageGroup = LineageTerm['groups'][number];
export type TermName = LineageTerm['term'];
export type Leaves = NonNullable<Lineage['leaves']>;
export type Leaf = Leaves['items'][number];
export type Difference = Schemas['Difference'];
export type Publication = Schemas['PublicationPage']['items'][number];
export type PriceIndex = Schemas['PriceIndex'];
export type Problem = Partial<Schemas['Problem']>;

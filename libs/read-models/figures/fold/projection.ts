/**
 * Facts with the positions between which they were known. Recording adds facts, moving on adds the next, a correction
 * ends them and adds those of the restated life, a reversal adds their opposites.
 */
import type { DatabaseSync } from 'node:sqlite';
import { causeOf } from '#domain/figures/causes';
import { factsOfImpliedBase } from '#domain/figures/facts';
import { factsOfLife, lived, restates, type Life, type WeighingEvent } from '#domain/figures/life';
import type { FundingSourceProfile } from '#domain/funding-source/events';
import { centsOf } from '#domain/money';
import type { ImpliedPublicBase, PartnershipProfile } from '#domain/partnership/events';
import { idOf, type LedgerEvent } from '../../domain-events.ts';
import type { Apply, Projection } from '../../runtime/projection.ts';
import { DefinitionFold } from './definition-fold.ts';
import { slim } from './slim.ts';
import {
  AboutTable,
  FactTable,
  NameTable,
  ReferenceTables,
  SCHEMA,
  SourceTable,
  SubjectTable,
  TABLES,
  ToldTable,
  type Said,
} from './tables.ts';
import { traitsOf } from './traits.ts';

export const figuresProjection: Projection = {
  name: 'figures',
  version: 3,
  schema: SCHEMA,
  tables: TABLES,
  open,
};

interface Tables {
  readonly names: NameTable;
  readonly references: ReferenceTables;
  readonly definitions: DefinitionFold;
  readonly sources: SourceTable;
  readonly subjects: SubjectTable;
  readonly abouts: AboutTable;
  readonly told: ToldTable;
  readonly facts: FactTable;
}

/** The event that is folded: where it stands and who recorded it. */
interface Told {
  readonly id: string;
  readonly position: bigint;
  readonly actor: string;
}

function open(db: DatabaseSync): Apply {
  const names = new NameTable(db);
  const references = new ReferenceTables(db);
  const tables: Tables = {
    names,
    references,
    definitions: new DefinitionFold(db, references),
    sources: new SourceTable(db),
    subjects: new SubjectTable(db),
    abouts: new AboutTable(db),
    told: new ToldTable(db),
    facts: new FactTable(db, names),
  };
  return ({ event, envelope, position }) => {
    if (isSilent(event)) return;
    fold(tables, { id: idOf(envelope.stream), position, actor: envelope.actor.id }, event);
  };
}

/** What is relational has no value, a transfer weighs zero, and what was published changes no figure. */
const SILENT = [
  'RelationalResourceDeclared',
  'FigurePublished',
  'PublicationWithdrawn',
  'ResourceTransferred',
  'TransferReversed',
  'PartyRegistered',
  'PartyCorrected',
  'PartyStatusChecked',
  'AidGranted',
  'ConventionSigned',
  'ConventionAmended',
  'ConventionTerminated',
  'PartnerAdmitted',
  'PartnerWithdrawn',
  'PeriodClosingStarted',
  'PeriodClosingAbandoned',
  'PeriodStreamsListed',
  'PeriodClosed',
  'PeriodReopened',
  'ValuationMethodProposed',
  'ValuationMethodAdopted',
  'ValuationMethodRetired',
  'ReferenceRatePublished',
] as const satisfies readonly LedgerEvent['type'][];
type Silent = Extract<LedgerEvent, { readonly type: (typeof SILENT)[number] }>;

function isSilent(event: LedgerEvent): event is Silent {
  return (SILENT as readonly string[]).includes(event.type);
}

function fold(tables: Tables, told: Told, event: Exclude<LedgerEvent, Silent>): void {
  const { id, position } = told;
  switch (event.type) {
    case 'FundingSourceRegistered':
      tables.sources.add(id, event.data);
      return termsOf(tables, told, event.data);
    // What decides sides never changes, so a correction moves no figure; it may tell another fund.
    case 'FundingSourceCorrected':
      return termsOf(tables, told, event.data.source);
    // Nor does the link of a partnership to what came before it change.
    case 'PartnershipRegistered':
      return profileOf(tables, told, event.data, event.data.follows?.partnership ?? null);
    case 'PartnershipCorrected':
      return profileOf(tables, told, event.data.partnership, null);
    case 'PublicBaseImplied':
      return implyBase(tables, told, event.data);
    case 'PublicBaseWithdrawn':
      return withdrawBase(tables, told);
    case 'DefinitionProposed':
    case 'DefinitionAdopted':
    case 'DefinitionRetired':
      return tables.definitions.fold(id, event, position);
    case 'PriceIndexPublished':
      for (const { period, value } of event.data.points) {
        tables.references.addPrice(position, event.data.series, period, value);
      }
      return undefined;
    // All others are steps in the life of a contribution: a new type that is none does not compile here.
    default:
      return liveOn(tables, told, slim(event));
  }
}

function termsOf(
  { names, references }: Tables,
  { id, position }: Told,
  { fundCode, ownShareConditionBp }: FundingSourceProfile,
): void {
  const isChallenge = (ownShareConditionBp ?? 0) > 0;
  references.addSourceTerms(position, names.codeOf(id), names.codeOrNone(fundCode), isChallenge);
}

function profileOf(
  { names, references }: Tables,
  { id, position }: Told,
  profile: Omit<PartnershipProfile, 'follows'>,
  follows: string | null,
): void {
  references.addPartnership(position, names.codeOf(id), names.codeOrNone(follows), traitsOf(profile));
}

function implyBase(tables: Tables, { id, position, actor }: Told, base: ImpliedPublicBase): void {
  const { names, subjects, abouts, facts, told } = tables;
  const partnership = names.codeOf(id);
  const before = subjects.find(id);
  const subject = before?.id ?? subjects.nextId;
  const about = abouts.add({ ...NOBODY, subject, partnership });
  if (before === null) subjects.add(id, { partnership, about, facts: 0, life: [] });
  else subjects.update({ ...before, about });
  told.add(position, 'BASE_IMPLIED', names.codeOf(actor));
  facts.add(about, position, factsOfImpliedBase(base, centsOf(base.amount.amount)));
}

const NOBODY = { payer: 0, bringer: 0, receiver: 0, area: 0, municipality: 0, method: 0, rate: 0 };

function withdrawBase({ names, subjects, facts, told }: Tables, { id, position, actor }: Told): void {
  const subject = subjects.find(id);
  if (subject === null) return;
  told.add(position, 'BASE_WITHDRAWN', names.codeOf(actor));
  facts.end(subject.about, position);
}

/** A contribution lives on: its facts are derived from all that has weighed in its life, and what is new is added. */
function liveOn(tables: Tables, { id, position, actor }: Told, event: WeighingEvent): void {
  const { names, sources, subjects, abouts, facts, told } = tables;
  const subject = subjects.find(id);
  const opens = event.type === 'ContributionRecorded' || event.type === 'ContributionPledged';
  // A relational declaration withdrawn: there never was a fact.
  if (subject === null && !opens) return;
  const events = subject?.life ?? [];
  const before = events.reduce<Life | null>(lived, null);
  const life = lived(before, event);
  const all = factsOfLife(life, (source) => sources.get(source));
  const anew = subject === null || restates(event);
  const partnership = names.codeOf(life.standing.partnership);
  const about = anew
    ? abouts.add(aboutOf(life, subject?.id ?? subjects.nextId, partnership, names))
    : subject.about;
  told.add(position, causeOf(before, event), names.codeOf(actor));
  abouts.say(position, about, anew || before === null ? UNSAID : saidOf(before), saidOf(life));
  if (anew && subject !== null) facts.end(subject.about, position);
  facts.add(about, position, anew ? all : all.slice(subject.facts));
  const lives = { about, facts: all.length, life: [...events, event] };
  if (subject === null) subjects.add(id, { partnership, ...lives });
  else subjects.update({ id: subject.id, ...lives });
}

const UNSAID: Said = { evidenced: false, word: 'NONE' };

function saidOf({ standing }: Life): Said {
  return { evidenced: standing.statement.evidence.length > 0, word: standing.word };
}

function aboutOf(
  { standing }: Life,
  subject: number,
  partnership: number,
  names: NameTable,
): Parameters<AboutTable['add']>[0] {
  const { payer, bringer, receiver, usersArea, place, resource } = standing.statement;
  const valuation = 'valuation' in resource ? resource.valuation : null;
  return {
    ...{ subject, partnership },
    payer: names.codeOf(payer),
    bringer: names.codeOf(bringer),
    receiver: names.codeOrNone(receiver),
    area: names.codeOrNone(usersArea),
    municipality: names.codeOrNone(place?.istat ?? null),
    method: names.codeOrNone(valuation?.method ?? null),
    rate: names.codeOrNone(valuation?.rate ?? null),
  };
}

import type { DefinitionTerms } from '../figures/definitions.ts';

/** A version of a definition that may come to be computed here, under a code of the ledger's own. */
export interface DefinitionProposed {
  readonly type: 'DefinitionProposed';
  readonly data: {
    readonly code: string;
    /** Within the code, from 1 on without a gap. */
    readonly version: number;
    readonly validFrom: string;
    readonly terms: DefinitionTerms;
  };
}

export interface DefinitionAdopted {
  readonly type: 'DefinitionAdopted';
  readonly data: {
    readonly version: number;
    /** Number and date of the act, as the body writes it. */
    readonly act: string | null;
    /** The version in force until then, and its last day: the one before this version's first. */
    readonly closes: { readonly version: number; readonly validTo: string } | null;
  };
}

export interface DefinitionRetired {
  readonly type: 'DefinitionRetired';
  readonly data: { readonly version: number; readonly validTo: string; readonly reason: string };
}

export type DefinitionEvent = DefinitionProposed | DefinitionAdopted | DefinitionRetired;

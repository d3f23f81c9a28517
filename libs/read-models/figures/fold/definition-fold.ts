/** Keeps what the ledger adopted of definitions: every version as it stands after each event of its code. */
import type { DatabaseSync } from 'node:sqlite';
import { definition, type DefinitionState } from '#domain/definition/decider';
import type { DefinitionEvent } from '#domain/definition/events';
import { definitionsOf } from '#domain/definition/registry';
import { same } from '#domain/same';
import type { ReferenceTables } from './tables.ts';

export class DefinitionFold {
  readonly #references: ReferenceTables;
  readonly #states = new Map<string, DefinitionState>();
  readonly #replace;

  constructor(db: DatabaseSync, references: ReferenceTables) {
    this.#references = references;
    this.#replace = db.prepare('INSERT OR REPLACE INTO definition_state VALUES (?, ?)');
    for (const row of db.prepare('SELECT id, state FROM definition_state').iterate()) {
      this.#states.set(row['id'] as string, JSON.parse(row['state'] as string) as DefinitionState);
    }
  }

  fold(id: string, event: DefinitionEvent, position: bigint): void {
    const before = this.#states.get(id) ?? definition.initial;
    const after = definition.evolve(before, event, '');
    this.#states.set(id, after);
    this.#replace.run(id, JSON.stringify(after));
    const known = definitionsOf(before);
    for (const each of definitionsOf(after)) {
      if (!known.some((one) => same(one, each))) this.#references.addDefinition(position, each);
    }
  }
}

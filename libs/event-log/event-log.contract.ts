/**
 * The contract that every log of ours keeps, whatever it is made of. A store enrols with a few lines: how to
 * open it, and which gates it must leave shut, with the reason (see `test/contract/memory.spec.ts`).
 *
 * A number in the name of a test is a row of the list of 56 that was drawn up from EventStoreDB's own tests.
 * Where this port means something else on purpose, a comment at the test says so. Not asked here:
 *
 * - rows 19, 22, 23, 25, 45, 46, 55: no server, so no deadline, leader, node, connection or link that could
 *   fail; they belong to the adapter that talks to one. Rows 20, 21 and 24 are asked of a client that closes.
 * - rows 32 to 35: the port cannot delete, truncate, hide or grant; `refusesTampering` tries ways around it.
 * - a process killed in the middle of an append: that needs a process to kill, which is `test/crash`.
 */
import { describe } from '@jest/globals';
import { appendContract } from './contract/append.contract.ts';
import { contentContract } from './contract/content.contract.ts';
import { durabilityContract } from './contract/durability.contract.ts';
import { followContract } from './contract/follow.contract.ts';
import { modelContract } from './contract/model.contract.ts';
import { othersContract } from './contract/others.contract.ts';
import { readContract } from './contract/read.contract.ts';
import { repeatContract } from './contract/repeat.contract.ts';
import type { Gates, OpenLog } from './contract/support.contract.ts';

export type { Gates, Log, LogUnderTest, OpenLog } from './contract/support.contract.ts';

/** Asks `open`, a fresh and empty log for every test, everything. `gates` names what is off, and why. */
export function eventLogContract(name: string, open: OpenLog, gates: Gates = {}): void {
  describe(`event log contract: ${name}`, () => {
    appendContract(open, gates);
    repeatContract(open, gates);
    othersContract(open, gates);
    contentContract(open);
    readContract(open);
    followContract(open);
    durabilityContract(open, gates);
    modelContract(open, gates);
  });
}

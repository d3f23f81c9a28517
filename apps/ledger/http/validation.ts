/** Bodies and queries against their classes: unknown members refused, every fault with its JSON pointer. */
import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { Problem, type Fault } from './problems.ts';

export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    exceptionFactory: (errors) => {
      const faults = errors.flatMap((error) => faultsOf(error, ''));
      return new Problem('MALFORMED', { detail: summary(faults), errors: faults });
    },
  });
}

function faultsOf(error: ValidationError, parent: string): Fault[] {
  // A value without a class has no property of its own to name: the fault is its parent's.
  const name = (error.property as string | undefined)?.replaceAll('~', '~0').replaceAll('/', '~1');
  const pointer = name === undefined ? parent : `${parent}/${name}`;
  const broken = Object.entries(error.constraints ?? {});
  const rules = broken.length > 1 ? broken.filter(([rule]) => rule !== 'nestedValidation') : broken;
  const own = rules.map(([rule, message]) => ({
    pointer,
    detail: rule === 'whitelistValidation' ? 'is not a member this request knows' : message,
  }));
  const unknown = rules.some(([rule]) => rule === 'whitelistValidation');
  const missing = error.value === undefined && own.length > 0 && !unknown;
  const shown = missing ? [{ pointer, detail: `is missing; ${own[0]?.detail ?? ''}` }] : own;
  return [...shown, ...(error.children ?? []).flatMap((child) => faultsOf(child, pointer))];
}

function summary(faults: readonly Fault[]): string {
  const first = faults[0];
  if (first === undefined) return 'The request does not have the expected form.';
  const more = faults.length > 1 ? ` and ${faults.length - 1} more` : '';
  return `${first.pointer} ${first.detail}${more}`;
}

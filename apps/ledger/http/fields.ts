/**
 * The field kinds of request bodies: each validates, normalises and documents a member in one line. Messages say
 * what is wrong and how to mend it; the member's place is added by the validation pipe.
 */
import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type, type ClassConstructor } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateIf,
  ValidateNested,
  type ValidationOptions,
} from 'class-validator';
import { isDate } from '#domain/calendar';
import { DECIMAL_FORM } from '#domain/money';
import { DURATION_FORM } from '#domain/quantities';

type Decorator = PropertyDecorator;

/** Control characters; line ends have no place in the texts of a record either. */
const CONTROL = /\p{Cc}/u;

const ID_FORM = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Text of 1 to `max` characters, trimmed and in Unicode form NFC. */
export function Text(options: { readonly max: number; readonly example?: string }): Decorator {
  const { max, example } = options;
  return field(
    { type: String, minLength: 1, maxLength: max, ...(example === undefined ? {} : { example }) },
    Transform(({ value }: { value: unknown }) => normalised(value)),
    IsString({ message: 'must be a text' }),
    Length(1, max, { message: `must have 1 to ${max} characters` }),
    WellFormed(),
  );
}

/** Id of a record: a UUID in lower case. */
export function Id(): Decorator {
  return field(
    { type: String, format: 'uuid' },
    Matches(ID_FORM, { message: 'must be the id of a record, a UUID in lower case' }),
  );
}

/** An exact decimal written as a text: digits, a point, digits. Never a JSON number. */
export function DecimalText(options: { readonly example: string }): Decorator {
  return field(
    { type: String, pattern: DECIMAL_FORM.source, example: options.example, maxLength: 60 },
    ValidateBy({
      name: 'decimalText',
      validator: {
        validate: (value) => typeof value === 'string' && value.length <= 60 && DECIMAL_FORM.test(value),
        defaultMessage: (args) => decimalAdvice(args?.value, options.example),
      },
    }),
  );
}

/** A date that exists, YYYY-MM-DD. */
export function DateText(): Decorator {
  return field(
    { type: String, format: 'date', example: '2026-01-31' },
    ValidateBy({
      name: 'dateText',
      validator: {
        validate: (value) => typeof value === 'string' && isDate(value),
        defaultMessage: (args) =>
          `${shown(args?.value)} is no date that exists; write YYYY-MM-DD, such as 2026-01-31`,
      },
    }),
  );
}

/** A duration of hours and minutes, ISO 8601: PT137H30M. */
export function DurationText(): Decorator {
  return field(
    { type: String, pattern: DURATION_FORM.source, example: 'PT137H30M' },
    ValidateBy({
      name: 'durationText',
      validator: {
        validate: (value) => typeof value === 'string' && DURATION_FORM.test(value),
        defaultMessage: (args) =>
          `${shown(args?.value)} is no duration of hours and minutes, such as PT137H30M`,
      },
    }),
  );
}

export function OneOf(values: readonly string[]): Decorator {
  return field(
    { type: String, enum: [...values] },
    IsIn([...values], { message: `must be one of ${values.join(', ')}` }),
  );
}

export function Pattern(form: RegExp, what: string, options: { readonly example?: string } = {}): Decorator {
  const { example } = options;
  return field(
    { type: String, pattern: form.source, ...(example === undefined ? {} : { example }) },
    Matches(form, { message: `must be ${what}` }),
  );
}

export function Flag(): Decorator {
  return field({ type: Boolean }, IsBoolean({ message: 'must be true or false' }));
}

export function WholeNumber(min: number, max: number): Decorator {
  return field(
    { type: 'integer', format: 'int32', minimum: min, maximum: max },
    IsInt({ message: 'must be a whole number' }),
    Min(min, { message: `must be at least ${min}` }),
    Max(max, { message: `must be at most ${max}` }),
  );
}

/** A nested object of one class. */
export function Nested(type: () => ClassConstructor<object>): Decorator {
  return field(
    { type: () => type() },
    IsObject({ message: 'must be an object' }),
    ValidateNested(),
    Type(type),
  );
}

/** A list of nested objects of one class. */
export function NestedList(type: () => ClassConstructor<object>, max: number): Decorator {
  return field(
    { type: () => type(), isArray: true, maxItems: max },
    IsArray({ message: 'must be a list' }),
    ArrayMaxSize(max, { message: `must have at most ${max} entries` }),
    // A list within the list would pass as nested, with nothing in it looked at.
    IsObject({ each: true, message: 'must hold objects only' }),
    ValidateNested({ each: true }),
    Type(type),
  );
}

export function TextList(max: number, lengthMax: number): Decorator {
  return field(
    { type: [String], maxItems: max },
    IsArray({ message: 'must be a list' }),
    ArrayMaxSize(max, { message: `must have at most ${max} entries` }),
    Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value.map(normalised) : value)),
    IsString({ each: true, message: 'must hold texts only' }),
    WellFormed({ each: true }),
    Length(1, lengthMax, { each: true, message: `must hold texts of 1 to ${lengthMax} characters` }),
  );
}

/** Words of a closed list. */
export function ManyOf(values: readonly string[]): Decorator {
  return field(
    { type: 'array', items: { type: 'string', enum: [...values] }, maxItems: values.length },
    IsArray({ message: 'must be a list' }),
    ArrayMaxSize(values.length, { message: `must have at most ${values.length} entries` }),
    IsIn([...values], { each: true, message: `must hold only ${values.join(', ')}` }),
  );
}

const DECIMALS_MAX = 20;

/** Exact decimals by name. */
export function DecimalTexts(options: { readonly example: Readonly<Record<string, string>> }): Decorator {
  const { example } = options;
  return field(
    {
      type: 'object',
      additionalProperties: { type: 'string', pattern: DECIMAL_FORM.source, maxLength: 60 },
      maxProperties: DECIMALS_MAX,
      example,
    },
    IsObject({ message: 'must be an object' }),
    ValidateBy({
      name: 'decimalTexts',
      validator: {
        validate: (value) =>
          typeof value === 'object' &&
          value !== null &&
          Object.keys(value).length <= DECIMALS_MAX &&
          Object.values(value).every(
            (each) => typeof each === 'string' && each.length <= 60 && DECIMAL_FORM.test(each),
          ),
        defaultMessage: () =>
          `must hold at most ${DECIMALS_MAX} decimals written as texts, such as "0.5", by name`,
      },
    }),
  );
}

/** The member may be left out; null is no way to say that. */
export function Absent(): Decorator {
  return applyDecorators(
    ValidateIf((_object: object, value: unknown) => value !== undefined),
    ApiProperty({ required: false }),
  );
}

/** The member may be left out or be null: there is none. */
export function AbsentOrNull(): Decorator {
  return applyDecorators(IsOptional(), ApiProperty({ required: false, nullable: true }));
}

function field(api: ApiPropertyOptions, ...validators: Decorator[]): Decorator {
  return applyDecorators(ApiProperty({ required: true, ...api } as ApiPropertyOptions), ...validators);
}

/** One written form for one text: NFC, no blanks around it. */
function normalised(value: unknown): unknown {
  return typeof value === 'string' ? value.normalize('NFC').trim() : value;
}

function WellFormed(options: ValidationOptions = {}): Decorator {
  return ValidateBy(
    {
      name: 'wellFormed',
      validator: {
        validate: (value) => typeof value !== 'string' || (value.isWellFormed() && !CONTROL.test(value)),
        defaultMessage: () => 'holds a control character, or half of a character',
      },
    },
    options,
  );
}

function decimalAdvice(value: unknown, example: string): string {
  if (typeof value === 'number')
    return `is a JSON number; amounts are texts, so that no digit is lost: "${example}"`;
  if (typeof value !== 'string') return `must be a decimal number written as a text: "${example}"`;
  const italian = /^-?\d{1,3}(\.\d{3})*,\d+$|^-?\d+,\d+$/.test(value);
  if (italian)
    return `${shown(value)} is not written as a decimal; perhaps ${value.replaceAll('.', '').replace(',', '.')}?`;
  return `${shown(value)} is not written as a decimal: digits, a point, digits, such as "${example}"`;
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

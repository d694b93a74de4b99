import type { Exchange } from '../model/exchange.ts';
import type { Constraint, DeclaredNames } from './contract.ts';
import { learnWith } from './learn-from.ts';
import { ajv } from './parsers/ajv.ts';
import { aspnet } from './parsers/aspnet.ts';
import { drf } from './parsers/drf.ts';
import { expressOpenapiValidator } from './parsers/express-openapi-validator.ts';
import { goValidator } from './parsers/go-validator.ts';
import { joi } from './parsers/joi.ts';
import { laravel } from './parsers/laravel.ts';
import { nest } from './parsers/nest.ts';
import { pydantic } from './parsers/pydantic.ts';
import { rails } from './parsers/rails.ts';
import { spring } from './parsers/spring.ts';
import { yup } from './parsers/yup.ts';
import { zod } from './parsers/zod.ts';

/** Every parser there is. No body is known to two of them. */
export const parsers = [
  zod,
  ajv,
  expressOpenapiValidator,
  nest,
  joi,
  yup,
  pydantic,
  drf,
  spring,
  rails,
  laravel,
  aspnet,
  goValidator,
] as const;

/** The constraints that the refusal of a positive case teaches, each broken by what was sent. Never throws. */
export function learnFrom(exchange: Exchange, declared?: DeclaredNames): readonly Constraint[] {
  return learnWith(parsers, exchange, declared);
}

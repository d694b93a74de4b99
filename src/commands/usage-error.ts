import type { Command, CommanderError } from 'commander';
import { closest, UsageError } from '../../runtime/errors.ts';

/** A complaint of the parser as an error of ours, with the nearest flag or command there is. */
export function usageErrorOf(error: CommanderError, program: Command, args: readonly string[]): UsageError {
  const message = sentence(error.message.replace(/^error: /, '').split('\n')[0] ?? '');
  const named = /'([^']+)'/.exec(error.message)?.[1] ?? '';
  const command = program.commands.find((one) => one.name() === args[0]);
  const help = `api-test-gen ${command === undefined ? '' : `${command.name()} `}--help`;
  switch (error.code) {
    case 'commander.unknownOption': {
      const flags = [...(command?.options ?? []), ...program.options].flatMap((option) => option.long ?? []);
      return new UsageError(message, {
        hint: suggestion(closest(named.split('=')[0] ?? named, flags), `${help} lists all options.`),
      });
    }
    case 'commander.unknownCommand': {
      const names = program.commands.map((one) => one.name());
      const near = /[./:]/.test(named) ? `api-test-gen run ${named}` : closest(named, names);
      return new UsageError(message, { hint: suggestion(near, `Commands: ${names.join(', ')}.`) });
    }
    default:
      return new UsageError(message, { hint: `${help} shows how to use it.` });
  }
}

function suggestion(near: string | undefined, otherwise: string): string {
  return near === undefined ? otherwise : `Did you mean ${near}? ${otherwise}`;
}

function sentence(text: string): string {
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return capital.endsWith('.') ? capital : `${capital}.`;
}

import type { Location } from './location.ts';
import type { OperationLabel, ParameterLocation } from './operation.ts';
import type { RuntimeExpression, TemplateValue } from './runtime-expression.ts';
import type { SchemaRef } from './schema-ref.ts';

/** Names a workflow among all that were loaded; for those of the document that was named it is the `workflowId`. */
export type WorkflowKey = string;

/** Arazzo 1.0 §Runtime Expressions. `path` is what follows a name: members by dots and brackets, or a JSON pointer after `#`. */
export type WorkflowExpression = { readonly text: string } & (
  | { readonly kind: 'exchange'; readonly expression: RuntimeExpression }
  | { readonly kind: 'input'; readonly path: ValuePath }
  | { readonly kind: 'step-output'; readonly step: string; readonly path: ValuePath }
  | {
      readonly kind: 'workflow-value';
      readonly workflow: WorkflowKey;
      readonly of: 'inputs' | 'outputs';
      readonly path: ValuePath;
    }
  /** Of the workflow that a step called. */
  | { readonly kind: 'output'; readonly path: ValuePath }
  | { readonly kind: 'known'; readonly value: WorkflowValue }
);

/** A named value, and a place in it. The name may hold dots, so that `a.b` is tried as a name before it is taken for a member. */
export interface ValuePath {
  readonly name: string;
  /** After the name, behind a `#`. */
  readonly pointer: string;
}

export type WorkflowValue = TemplateValue<WorkflowExpression>;

/** What a simple condition compares. */
export type ConditionOperand =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'expression'; readonly expression: WorkflowExpression };

export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=';

/** A simple condition (Arazzo 1.0 §Criterion Object). */
export type Condition =
  | { readonly kind: 'or' | 'and'; readonly operands: readonly Condition[] }
  | { readonly kind: 'not'; readonly operand: Condition }
  | { readonly kind: 'truth'; readonly operand: ConditionOperand }
  | {
      readonly kind: 'comparison';
      readonly operator: ComparisonOperator;
      readonly left: ConditionOperand;
      readonly right: ConditionOperand;
    };

export type Criterion = { readonly text: string; readonly location: Location } & (
  | { readonly kind: 'simple'; readonly condition: Condition }
  | { readonly kind: 'regex'; readonly context: WorkflowExpression; readonly pattern: RegExp }
  | { readonly kind: 'jsonpath'; readonly context: WorkflowExpression; /** RFC 9535. */ readonly query: string }
  /** It cannot be judged, which a problem says. */
  | { readonly kind: 'unsupported' }
);

/** What follows a step, of the first action whose criteria are all met. */
export type WorkflowAction = { readonly name: string; readonly criteria: readonly Criterion[] } & (
  | { readonly kind: 'end' }
  | { readonly kind: 'goto-step'; readonly step: string }
  | { readonly kind: 'goto-workflow'; readonly workflow: WorkflowKey }
  | {
      readonly kind: 'retry';
      readonly afterMs: number;
      readonly limit: number;
      /** Done before the step is tried again. */
      readonly first?: { readonly step: string } | { readonly workflow: WorkflowKey };
    }
);

export interface WorkflowParameter {
  readonly name: string;
  /** Absent for the input of a workflow. */
  readonly in: ParameterLocation | undefined;
  readonly value: WorkflowValue;
  readonly location: Location;
}

export interface WorkflowBody {
  /** Absent where it is the operation's. */
  readonly contentType: string | undefined;
  /** A text that is JSON but for its expressions stands as what it is read as, too. */
  readonly payload: WorkflowValue | undefined;
  readonly replacements: readonly { readonly pointer: string; readonly value: WorkflowValue }[];
  readonly location: Location;
}

export interface WorkflowStep {
  readonly id: string;
  readonly target:
    | { readonly kind: 'operation'; readonly operation: OperationLabel }
    | { readonly kind: 'workflow'; readonly workflow: WorkflowKey };
  /** Those of the workflow among them, where the step has none of that name. */
  readonly parameters: readonly WorkflowParameter[];
  readonly body: WorkflowBody | undefined;
  /** None: any success is one. */
  readonly criteria: readonly Criterion[];
  readonly onSuccess: readonly WorkflowAction[];
  readonly onFailure: readonly WorkflowAction[];
  readonly outputs: ReadonlyMap<string, WorkflowExpression>;
  readonly location: Location;
}

/** A sequence of steps that somebody wrote down (Arazzo 1.0 §Workflow Object). */
export interface Workflow {
  readonly key: WorkflowKey;
  readonly inputs: SchemaRef | undefined;
  /** Those that have to be done before it. */
  readonly dependsOn: readonly WorkflowKey[];
  readonly steps: readonly WorkflowStep[];
  readonly outputs: ReadonlyMap<string, WorkflowExpression>;
  /** Part of other workflows alone: it is not run by itself. */
  readonly isPart: boolean;
  readonly location: Location;
}

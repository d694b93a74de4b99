/** A task of the demo's API. */
interface Task {
  readonly id: number;
  readonly title: string;
  readonly priority: number;
  readonly label: string;
  readonly status: 'open' | 'done';
}

export interface NewTask {
  readonly title: string;
  readonly priority: number;
  readonly done?: boolean | undefined;
}

/** The tasks of one server: three permanent ones, and the newest 500 of the others. */
export interface TaskList {
  add(task: NewTask): Task;
  find(id: number): Task | undefined;
  /** The newest first. */
  all(): readonly Task[];
  remove(id: number): 'removed' | 'permanent' | 'unknown';
}

const labels = ['urgent', 'high', 'normal', 'low', 'someday'];
const permanent = 3;
const kept = 500;

/** With `defective`, the last label is missing: a priority of 5 throws the TypeError that such a table throws. */
export function createTaskList(defective: boolean): TaskList {
  const table = defective ? labels.slice(0, -1) : labels;
  const tasks = new Map<number, Task>();
  let nextId = 1;
  const list: TaskList = {
    add({ title, priority, done }) {
      const label = (table[priority - 1] as string).toUpperCase();
      const task: Task = { id: nextId++, title, priority, label, status: done === true ? 'done' : 'open' };
      tasks.set(task.id, task);
      const oldest = tasks.size > permanent + kept ? [...tasks.keys()][permanent] : undefined;
      if (oldest !== undefined) tasks.delete(oldest);
      return task;
    },
    find: (id) => tasks.get(id),
    all: () => [...tasks.values()].reverse(),
    remove(id) {
      if (id <= permanent && tasks.has(id)) return 'permanent';
      return tasks.delete(id) ? 'removed' : 'unknown';
    },
  };
  list.add({ title: 'Feed the cat', priority: 1 });
  list.add({ title: 'Repair the bicycle', priority: 3 });
  list.add({ title: 'Sort the photographs', priority: 4, done: true });
  list.add({ title: 'Return the library books', priority: 2 });
  return list;
}

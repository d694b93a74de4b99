/** Gives each title once: what is asked for again gets a number. */
export function uniqueTitles(): (title: string) => string {
  const taken = new Set<string>();
  return (title) => {
    let free = title;
    for (let number = 2; taken.has(free); number += 1) free = `${title} (${number})`;
    taken.add(free);
    return free;
  };
}

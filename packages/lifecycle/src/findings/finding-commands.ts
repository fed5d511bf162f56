/** The line that an entitled person types to accept a finding for a time. */
export function waiveFindingCommand(id: string): string {
  return `npx --no-install tend findings waive ${id} --until DATE --reason WHY --as NAME`;
}

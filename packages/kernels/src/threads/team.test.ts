import { describe, expect, it } from 'vitest';
import { sharedTeam, soloTeam, TeamBroken, teamBytes } from './team.ts';

describe('a team', () => {
  it('of one never waits', () => {
    const team = sharedTeam(new SharedArrayBuffer(teamBytes), 0, 1);
    for (let i = 0; i < 5; i++) team.barrier();
    soloTeam.barrier();
    expect([team.rank, team.size, soloTeam.rank, soloTeam.size]).toEqual([0, 1, 0, 1]);
  });

  it('is broken for all once one of it failed', () => {
    const control = new SharedArrayBuffer(teamBytes);
    sharedTeam(control, 1, 3).fail();
    expect(() => sharedTeam(control, 0, 3).barrier()).toThrow(TeamBroken);
    expect(() => sharedTeam(control, 2, 3).barrier()).toThrow(TeamBroken);
  });
});

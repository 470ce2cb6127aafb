import { Injectable } from '@nestjs/common';

/** null: ready. A text: what is missing, for people. */
export type ReadinessCheck = () => string | null | Promise<string | null>;

/** Who has to be ready before /readyz says so. Each stage adds its own checks when it starts. */
@Injectable()
export class ReadinessRegistry {
  private readonly checks = new Map<string, ReadinessCheck>();

  add(name: string, check: ReadinessCheck): void {
    this.checks.set(name, check);
  }

  /** What is missing, by name; empty when all is ready. */
  async missing(): Promise<Record<string, string>> {
    const answers = await Promise.all(
      [...this.checks].map(async ([name, check]) => [name, await asked(check)] as const),
    );
    return Object.fromEntries(answers.flatMap(([name, missing]) => (missing === null ? [] : [[name, missing]])));
  }
}

async function asked(check: ReadinessCheck): Promise<string | null> {
  try {
    return await check();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

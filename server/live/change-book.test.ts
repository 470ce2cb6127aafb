import { describe, expect, it } from '@jest/globals';
import { Subject } from 'rxjs';
import { ChangeBook } from './change-book.ts';

describe('ChangeBook', () => {
  it('tells each console all at first, then what has changed or gone since it was told', () => {
    const changes$ = new Subject<string>();
    let all = [
      { id: 'a', n: 1 },
      { id: 'b', n: 1 },
    ];
    const book = new ChangeBook({ all: () => all, changes$ }, ({ id }: { id: string; n: number }) => id);
    book.follow();
    const [first, second] = [new Map<string, number>(), new Map<string, number>()];
    expect(book.news(first)).toEqual({ changed: all, gone: [] });
    expect(book.news(first)).toBeNull();
    all = [{ id: 'a', n: 2 }];
    changes$.next('a');
    changes$.next('b');
    expect(book.news(first)).toEqual({ changed: [{ id: 'a', n: 2 }], gone: ['b'] });
    expect(book.news(second)).toEqual({ changed: [{ id: 'a', n: 2 }], gone: [] });
    expect(book.news(first)).toBeNull();
  });
});

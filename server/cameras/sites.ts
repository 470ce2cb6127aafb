import { Inject, Injectable } from '@nestjs/common';
import { BehaviorSubject, type Observable } from 'rxjs';
import { CAMERA_SOURCES, type CameraSite, type CameraSources } from './camera-sources.ts';

/** All cameras as they are set up now: those of the simulated bay, and those of the registry. */
@Injectable()
export class Sites {
  private readonly subject: BehaviorSubject<readonly CameraSite[]>;
  private readonly fixed: readonly CameraSite[];
  readonly all$: Observable<readonly CameraSite[]>;

  constructor(@Inject(CAMERA_SOURCES) { sites }: CameraSources) {
    this.fixed = sites;
    this.subject = new BehaviorSubject(sites);
    this.all$ = this.subject.asObservable();
  }

  get all(): readonly CameraSite[] {
    return this.subject.value;
  }

  /** Whether an id is taken by a camera that is not in the registry. */
  isFixed(cameraId: string): boolean {
    return this.fixed.some(({ id }) => id === cameraId);
  }

  /** Those of the registry, as they are from now on. */
  register(sites: readonly CameraSite[]): void {
    this.subject.next([...this.fixed, ...sites]);
  }
}

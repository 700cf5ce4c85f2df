// One verb of the journey in a process of its own. The engine is set up as the program does it: before the code of the verb
// is loaded, or its nursery would grow to eight times the size while that is read.
import { waitForDiskSideBySide } from '../../src/base/disk-threads.ts';
import { keepMemoryFlat } from '../../src/base/memory.ts';
import '../../src/texts/catalogue.ts';

keepMemoryFlat();
waitForDiskSideBySide();
await import('./verbs.ts');

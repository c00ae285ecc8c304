import { addFile, environmentFile } from './environment.ts';

// Loaded before `npm start` and `npm run doctor`. Not by main.ts itself: tests and containers start that with an
// environment of their own, and the tokens of a class must not get into a test.
addFile(process.env, environmentFile);

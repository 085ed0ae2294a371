import './elements/peer-lock.ts';

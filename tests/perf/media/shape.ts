export const ACCOUNT = { user: 'bench', password: 'bench' };
export const BITS_PER_S = 2_000_000;
export const PICTURES_PER_S = 25;

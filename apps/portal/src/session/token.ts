/** The access token lives in this tab only, and goes nowhere but to the service as a bearer token. */
const KEY = 'access-token';

export function storedToken(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** False where the browser keeps nothing. */
export function storeToken(token: string | null): boolean {
  try {
    if (token === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, token);
    return true;
  } catch {
    return false;
  }
}

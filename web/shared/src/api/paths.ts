/** Where the services are, seen from the page: the same origin, whoever serves it. */
export const kAuthApi = "/api/auth";
export const kEngineApi = "/api/engine";

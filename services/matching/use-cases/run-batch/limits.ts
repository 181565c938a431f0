/** What one request can carry out within its time; the rest waits for the next batch. */
export const maxApplications = 500

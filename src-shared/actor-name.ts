/** Of the name of a person, a member or a receptionist, in characters. */
export const longestActorName = 80;

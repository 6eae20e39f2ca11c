/* Which yizhan this is, and what it was built with. */
#ifndef YZ_BASE_VERSION_H
#define YZ_BASE_VERSION_H

/* "0.1.0" */
const char *yz_version(void);

/* The optional parts, "+libpq -xlsxwriter +xlsxreader": + is in, - is left out for want of the library. xlsxreader is
 * libzip and expat. */
const char *yz_features(void);

#endif

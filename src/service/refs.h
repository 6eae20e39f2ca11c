/* What REFs without a station mean. */
#ifndef YZ_SERVICE_REFS_H
#define YZ_SERVICE_REFS_H

#define YZ_FIRST_EPOCH 1 /* left out of REFs: p:7.123; later epochs are told: p:7.2.123 */

/* The station whose ids "p:123" means; set when a session opens. */
void yz_ref_own(int station);

#endif

/* The calls of libpq, by their own names, loaded when a hub is first spoken to (base/late.h). Only pq.c and link*.c know them. */
#ifndef YIZHAN_HUB_PQ_H
#define YIZHAN_HUB_PQ_H

#include "base/late.h"

#include <libpq-fe.h>

#define YZ_PQ_CALLS(X)                                                                                                 \
    X(PQclear)                                                                                                         \
    X(PQconndefaults)                                                                                                  \
    X(PQconnectPoll)                                                                                                   \
    X(PQconnectStartParams)                                                                                            \
    X(PQconnectdbParams)                                                                                               \
    X(PQconninfoFree)                                                                                                  \
    X(PQconninfoParse)                                                                                                 \
    X(PQconsumeInput)                                                                                                  \
    X(PQencryptPasswordConn)                                                                                           \
    X(PQerrorMessage)                                                                                                  \
    X(PQexec)                                                                                                          \
    X(PQfinish)                                                                                                        \
    X(PQfreemem)                                                                                                       \
    X(PQgetResult)                                                                                                     \
    X(PQgetisnull)                                                                                                     \
    X(PQgetlength)                                                                                                     \
    X(PQgetvalue)                                                                                                      \
    X(PQisBusy)                                                                                                        \
    X(PQntuples)                                                                                                       \
    X(PQputCopyData)                                                                                                   \
    X(PQputCopyEnd)                                                                                                    \
    X(PQresultErrorField) X(PQresultStatus) X(PQsendQueryParams) X(PQsetNoticeReceiver) X(PQsocket) X(PQstatus)
struct yz_pq_calls {
    YZ_PQ_CALLS(YZ_LATE_MEMBER)
};
extern struct yz_pq_calls yz_pq;

/* Before the first of them. YZ_HUB with a message: the library is not on this machine. */
enum yz_status yz_pq_load(void);

#endif

#include "base/late.h"

#include <dlfcn.h>
#include <string.h>
#include <yizhan/i18n.h>

enum yz_status yz_late_load(const char *library, const char *const *names, size_t count, void *calls) {
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    if (!handle) return yz_fail(YZ_BUSY, _("这台机器上打不开库 %s：装上它，或者改用 CSV"), library);
    for (size_t i = 0; i < count; i++) {
        void *call = dlsym(handle, names[i]);
        if (!call) return yz_fail(YZ_BUSY, _("库 %1$s 里没有 %2$s：重新编译，或者改用 CSV"), library, names[i]);
        memcpy((char *)calls + i * sizeof call, &call, sizeof call);
    }
    return YZ_OK;
}

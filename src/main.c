/* yizhan: the register and desk of a community's service stations. */
#include "base/data.h"
#include "base/guard.h"
#include "base/pinyin.h"
#include "cli/cli.h"

#include <yizhan/codes.h>

int main(int argc, char **argv) {
    if (!yz_guard()) return YZ_DENIED;
    yz_cli_locale();
    int code = yz_cli_main(argc, argv);
    yz_pinyin_free();
    yz_codes_free();
    yz_data_free();
    return code;
}

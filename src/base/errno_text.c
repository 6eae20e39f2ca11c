/* What the system refuses, in the words of the screen: strerror speaks English wherever the program runs under LANG=C. */
#include <yizhan/status.h>

#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <yizhan/i18n.h>

const char *yz_errno_text(int error) {
    static const struct {
        int error;
        const char *text;
    } usual[] = {
        {ENOENT, N_("没有这个文件或文件夹")},
        {EACCES, N_("没有权限")},
        {EPERM, N_("没有权限")},
        {ENOSPC, N_("磁盘满了")},
        {EDQUOT, N_("磁盘配额用完了")},
        {EFBIG, N_("文件太大")},
        {EROFS, N_("磁盘是只读的")},
        {EISDIR, N_("是一个文件夹")},
        {ENOTDIR, N_("路径里有一段不是文件夹")},
        {EEXIST, N_("已经有了")},
        {EBUSY, N_("正被占用")},
        {ETXTBSY, N_("正被占用")},
        {ENAMETOOLONG, N_("名字太长")},
        {ELOOP, N_("链接绕回来了")},
        {EMFILE, N_("打开的文件太多")},
        {ENFILE, N_("打开的文件太多")},
        {EIO, N_("磁盘或设备出错")},
        {ENXIO, N_("设备没有接上")},
        {ENODEV, N_("设备没有接上")},
        {ETIMEDOUT, N_("等不到回应")},
        {EPIPE, N_("对方不再接收")},
        {ENOMEM, N_("内存不足")},
    };
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (usual[i].error == error) return yz_tr(usual[i].text);
    return strerror(error);
}

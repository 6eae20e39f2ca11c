/* The form of a post or of a party-member household. */
#ifndef YZ_UI_SCREENS_NET_EDIT_H
#define YZ_UI_SCREENS_NET_EDIT_H

#include "ui/ui.h"
#include <yizhan/tree.h>

/* A new one (`kind` YZ_POST, YZ_CENTER) at a grid or building (other places count as none); `duty` 0 = none yet. */
void yz_net_edit_new(struct yz_ui *ui, enum yz_kind_id kind, enum yz_kind_id place, int64_t place_id, int32_t duty);

#endif

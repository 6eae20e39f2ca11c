/* The form of a post, of a party-member household (net-edit), of a need, of a service or resource or of a provider (list-edit). */
#ifndef YZ_UI_SCREENS_KIND_EDIT_H
#define YZ_UI_SCREENS_KIND_EDIT_H

#include "ui/ui.h"
#include <yizhan/tree.h>

/* A new one (`kind` YZ_POST, YZ_CENTER) at a grid or building (other places count as none); `duty` 0 = none yet. */
void yz_net_edit_new(struct yz_ui *ui, enum yz_kind_id kind, enum yz_kind_id place, int64_t place_id, int32_t duty);

/* A new one (`kind` YZ_NEED, YZ_OFFER, YZ_PROVIDER); `list` of an offer: offer_list. */
void yz_list_edit_new(struct yz_ui *ui, enum yz_kind_id kind, int32_t list);

#endif

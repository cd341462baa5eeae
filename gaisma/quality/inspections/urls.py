from django.urls import path

from gaisma.quality.inspections.pages import acts, defects, inspections

app_name = "inspections"
urlpatterns = [
    path("", inspections.inspections, name="list"),
    path("plan/", inspections.plan, name="plan"),
    path("<int:inspection_id>/", inspections.inspection, name="inspection"),
    path("<int:inspection_id>/change/", inspections.change, name="change"),
    path("<int:inspection_id>/cancel/", inspections.cancel, name="cancel"),
    path("<int:inspection_id>/sheet/", inspections.sheet, name="sheet"),
    path("<int:inspection_id>/defect/", defects.write_down, name="write_down"),
    path("<int:inspection_id>/photo/", defects.take_photo, name="take"),
    path("<int:inspection_id>/sign/", acts.sign, name="sign"),
    path("<int:inspection_id>/correct/", acts.reopen, name="reopen"),
    path("defects/", defects.defects, name="defects"),
    path("defects/<int:defect_id>/", defects.defect, name="defect"),
    path("defects/<int:defect_id>/change/", defects.change, name="change_defect"),
    path("defects/<int:defect_id>/remove/", defects.remove, name="remove_defect"),
    path("defects/<int:defect_id>/mend/", defects.mend, name="mend"),
    path("defects/<int:defect_id>/move/", defects.postpone, name="postpone"),
    path("defects/<int:defect_id>/check/", defects.check, name="check"),
    path("photos/<int:photo_id>/", defects.photo, name="photo"),
    path("photos/<int:photo_id>/remove/", defects.remove_photo, name="remove_photo"),
    path("acts/<int:act_id>/", acts.act, name="act"),
    path("acts/photos/<int:act_photo_id>/", acts.act_photo, name="act_photo"),
    path("acts/<int:act_id>/print/", acts.for_paper, name="print"),
    path("acts/<int:act_id>/word/", acts.word, name="word"),
    path("acts/<int:act_id>/pdf/", acts.pdf, name="pdf"),
    path("acts/<int:act_id>/acknowledge/", acts.acknowledge, name="acknowledge"),
]

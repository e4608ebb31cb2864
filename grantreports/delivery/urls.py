from django.urls import path

from grantreports.delivery import batch_views, views

app_name = "delivery"

# /reports/
urlpatterns = [
    path("<int:pk>/links/", views.links, name="links"),
    path("links/<int:pk>/revoke/", views.revoke, name="link-revoke"),
    path("<int:pk>/send/", batch_views.send, name="send"),
    path("batches/", batch_views.batches, name="batches"),
    path("batches/add/", batch_views.add_batch, name="batch-add"),
    path("batches/<int:pk>/", batch_views.batch, name="batch"),
    path("batches/<int:pk>/again/", batch_views.take_up_batch, name="batch-again"),
    path("batches/<int:pk>/reports.zip", batch_views.batch_zip, name="batch-zip"),
    path("deliveries/<int:pk>/again/", batch_views.send_again, name="send-again"),
    path("withdrawals/", views.withdrawals, name="withdrawals"),
]
